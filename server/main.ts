import { systemClock } from '../runtime/clock.ts';
import { exitOnConfigError } from '../runtime/env.ts';
import { runProcess } from '../runtime/lifecycle.ts';
import { createLogger } from '../runtime/log.ts';
import { tellParent } from '../runtime/parent-message.ts';
import { startServer } from './compose.ts';
import { readServerConfig } from './config.ts';
import { recoveryNote, runKeysCommand } from './keys/keys-command.ts';
import { runUserCommand, type CommandResult } from './users/user-command.ts';

/** Runs the server until it is told to stop; `user …` and `keys …` change a person or keys and end. */
export async function main(argv: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const clock = systemClock();
  if (argv[0] === 'user') {
    tell(await runUserCommand(argv.slice(1), env, clock));
    return;
  }
  if (argv[0] === 'keys') {
    tell(await runKeysCommand(argv.slice(1), env, clock, process.stdin));
    return;
  }
  const config = exitOnConfigError(() => readServerConfig(env));
  const log = createLogger({ name: 'server', level: config.logLevel });
  runProcess(async () => {
    const server = await startServer(config, { clock, log });
    const { url, port, setUpUrl, recoveryKey } = server;
    log.info({ url, port }, 'listening');
    if (setUpUrl) log.warn({ setUpUrl }, 'open the link once to make the first administrator');
    // A log would keep it.
    const isTold = tellParent({ type: 'listening', url, port, setUpUrl, recoveryKey });
    if (!isTold && recoveryKey !== null) process.stderr.write(recoveryNote(recoveryKey));
    return server;
  }, log);
}

function tell({ exitCode, text }: CommandResult): void {
  (exitCode === 0 ? process.stdout : process.stderr).write(text);
  process.exitCode = exitCode;
}
