import { systemClock } from '../runtime/clock.ts';
import { exitOnConfigError } from '../runtime/env.ts';
import { runProcess } from '../runtime/lifecycle.ts';
import { createLogger } from '../runtime/log.ts';
import { tellParent } from '../runtime/parent-message.ts';
import { startServer } from './compose.ts';
import { readServerConfig } from './config.ts';
import { runUserCommand } from './users/user-command.ts';

/** Runs the server until it is told to stop; `user …` changes a person and ends. */
export async function main(argv: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const clock = systemClock();
  if (argv[0] === 'user') {
    const { exitCode, text } = await runUserCommand(argv.slice(1), env, clock);
    (exitCode === 0 ? process.stdout : process.stderr).write(text);
    process.exitCode = exitCode;
    return;
  }
  const config = exitOnConfigError(() => readServerConfig(env));
  const log = createLogger({ name: 'server', level: config.logLevel });
  runProcess(async () => {
    const server = await startServer(config, { clock, log });
    const { url, port, setUpUrl } = server;
    log.info({ url, port }, 'listening');
    if (setUpUrl) log.warn({ setUpUrl }, 'open the link once to make the first administrator');
    tellParent({ type: 'listening', url, port, setUpUrl });
    return server;
  }, log);
}
