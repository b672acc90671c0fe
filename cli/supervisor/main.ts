import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemClock } from '../../runtime/clock.ts';
import { exitOnConfigError, readEnv } from '../../runtime/env.ts';
import { AppError } from '../../runtime/error.ts';
import { lockFolder, type FolderLock } from '../../runtime/folder-lock.ts';
import { runProcess } from '../../runtime/lifecycle.ts';
import { createLogger } from '../../runtime/log.ts';
import { supervisorEnv } from '../config.ts';
import { refuseArguments } from '../usage.ts';
import { PortInUse } from './free-port.ts';
import { ChildConfigError } from './server-and-worker.ts';
import { startLoa } from './start-loa.ts';

// The children's 10 s, Redis's 10 s, and some air.
const stopLimitMs = 25_000;

/** `loa start`: Redis, server and worker, each started again when it ends. */
export async function main(argv: string[], env: NodeJS.ProcessEnv): Promise<void> {
  refuseArguments('start', argv);
  const config = exitOnConfigError(() => readEnv(supervisorEnv, env));
  const dataFolder = resolve(config.LOA_DATA);
  const log = createLogger({ name: 'supervisor', level: config.LOA_LOG_LEVEL });
  const lock = takeFolder(dataFolder);
  runProcess(
    (signal) =>
      startLoa({ config, dataFolder, env, clock: systemClock(), log, lock, signal }).catch(
        explainAndExit,
      ),
    log,
    { stopLimitMs },
  );
}

function explainAndExit(error: unknown): never {
  if (error instanceof ChildConfigError) process.exit(78);
  if (error instanceof PortInUse) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  throw error;
}

function takeFolder(folder: string): FolderLock {
  // Passwords' hashes and the signing key are nobody else's to read.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    return lockFolder(folder);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'folder_locked') throw error;
    process.stderr.write(`Loa is already running on this data: ${error.detail}.\n`);
    process.exit(1);
  }
}
