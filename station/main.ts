import { systemClock } from '../runtime/clock.ts';
import { exitOnConfigError, readEnv } from '../runtime/env.ts';
import { runProcess } from '../runtime/lifecycle.ts';
import { createLogger } from '../runtime/log.ts';
import { startAgent } from './agent.ts';
import { parseStationArgs, usage, UsageError, type StationOptions } from './args.ts';
import { stationEnv } from './config.ts';
import { verifyCommand } from './verify/verify-command.ts';

/** EX_USAGE. */
const usageExitCode = 64;

/** `loa station`: the agent of one endpoint, until it is told to end; or `verify` its folder. */
export async function main(argv: string[], env: NodeJS.ProcessEnv): Promise<void> {
  if (argv[0] === 'verify') {
    await verifyCommand(argv.slice(1));
    return;
  }
  const options = readOptions(argv);
  if (options) {
    const { LOA_LOG_LEVEL: level } = exitOnConfigError(() => readEnv(stationEnv, env));
    const log = createLogger({ name: 'station', level });
    const onStopSignal = (stop: () => void) => {
      process.on('SIGUSR1', stop);
    };
    const deps = { options, clock: systemClock(), random: Math.random, log, onStopSignal };
    runProcess((signal) => startAgent(deps, signal), log);
  }
}

function readOptions(argv: readonly string[]): StationOptions | null {
  try {
    return parseStationArgs(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${usage}`);
    process.exitCode = usageExitCode;
    return null;
  }
}
