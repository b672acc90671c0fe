import type { Clock } from '../../runtime/clock.ts';
import type { FolderLock } from '../../runtime/folder-lock.ts';
import type { Logger } from '../../runtime/log.ts';
import type { SupervisorEnv } from '../config.ts';
import type { KeepAliveOptions, KeptAlive } from './keep-alive.ts';

/** What the supervisor is given. */
export interface LoaOptions {
  config: SupervisorEnv;
  dataFolder: string;
  env: NodeJS.ProcessEnv;
  clock: Clock;
  log: Logger;
  lock: FolderLock;
  /** Aborted when stopping begins. */
  signal: AbortSignal;
}

/** Keeps one thing alive with the supervisor's clock and log. */
export type Keep = (name: string, start: KeepAliveOptions['start']) => Promise<KeptAlive>;
