import { systemClock } from '../runtime/clock.ts';
import { exitOnConfigError, readEnv } from '../runtime/env.ts';
import { runProcess } from '../runtime/lifecycle.ts';
import { createLogger } from '../runtime/log.ts';
import { startAgent } from './agent.ts';
import { parseStationArgs, UsageError } from './args.ts';
import { stationEnv } from './config.ts';
import { installCommand } from './install/install-command.ts';
import { importCommand } from './stick/import-command.ts';
import { parseFleetArgs } from './fleet/fleet-args.ts';
import { fleetCommand } from './fleet/fleet-command.ts';
import { systemdWatch } from './watchdog/tell-systemd.ts';
import { stationUsage } from './usage.ts';
import { verifyCommand } from './verify/verify-command.ts';

/** EX_USAGE. */
const usageExitCode = 64;
const fleetUsage = '"loa fleet --help" says how it is used.\n';

/** `loa station`: the agent of one endpoint, until it is told to end; or `verify` its folder; or a `fleet` of simulated ones. */
export async function main(argv: string[], env: NodeJS.ProcessEnv): Promise<void> {
  if (argv[0] === 'verify') {
    await verifyCommand(argv.slice(1));
    return;
  }
  if (argv[0] === 'import') {
    await importCommand(argv.slice(1));
    return;
  }
  if (argv[0] === 'install') {
    installCommand(argv.slice(1), process.argv[1] ?? 'loa');
    return;
  }
  if (argv[0] === 'fleet') {
    const fleet = readOptions(() => parseFleetArgs(argv.slice(1)), fleetUsage);
    if (fleet) await fleetCommand(fleet);
    return;
  }
  const options = readOptions(() => parseStationArgs(argv), `${stationUsage}\n`);
  if (options) {
    const { LOA_LOG_LEVEL: level, ...systemd } = exitOnConfigError(() => readEnv(stationEnv, env));
    const log = createLogger({ name: 'station', level });
    const onStopSignal = (stop: () => void) => {
      process.on('SIGUSR1', stop);
    };
    const deps = {
      ...{ options, clock: systemClock(), random: Math.random, log, onStopSignal },
      systemd: systemdWatch(systemd),
    };
    runProcess((signal) => startAgent(deps, signal), log);
  }
}

function readOptions<Options>(parse: () => Options, help: string): Options | null {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${help}`);
    process.exitCode = usageExitCode;
    return null;
  }
}
