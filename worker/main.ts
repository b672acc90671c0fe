import { systemClock } from '../runtime/clock.ts';
import { exitOnConfigError } from '../runtime/env.ts';
import { runProcess } from '../runtime/lifecycle.ts';
import { createLogger } from '../runtime/log.ts';
import { readWorkerConfig } from './config.ts';
import { startWorker } from './worker.ts';

/** `loa worker`: runs jobs until it is told to stop. */
export function main(argv: string[], env: NodeJS.ProcessEnv): void {
  const [stray] = argv;
  if (stray !== undefined) {
    process.stderr.write(`loa worker takes no "${stray}".\n`);
    process.exit(64);
  }
  const config = exitOnConfigError(() => readWorkerConfig(env));
  const log = createLogger({ name: 'worker', level: config.logLevel });
  runProcess(() => startWorker(config, { clock: systemClock(), log }), log);
}
