import type { Clock } from '../../runtime/clock.ts';
import type { FolderLock } from '../../runtime/folder-lock.ts';
import { lifetime, type Lifetime, type RunningProcess } from '../../runtime/lifecycle.ts';
import type { Logger } from '../../runtime/log.ts';
import type { SupervisorEnv } from '../config.ts';
import { keepAlive, type KeepAliveOptions, type KeptAlive } from './keep-alive.ts';
import { startRedisLife } from './redis-life.ts';
import { createChildren } from './server-and-worker.ts';

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

/**
 * Starts everything and resolves when the server listens; `stop` ends server and worker, then Redis,
 * then frees the folder.
 * @throws ChildConfigError when the server or the worker refuses its configuration; nothing is left
 */
export async function startLoa(options: LoaOptions): Promise<RunningProcess> {
  const undo = lifetime();
  undo.add(() => options.lock.release());
  try {
    await startAll(options, undo);
  } catch (error) {
    await undo.dispose();
    throw error;
  }
  return { stop: () => undo.dispose() };
}

async function startAll(options: LoaOptions, undo: Lifetime): Promise<void> {
  const { config, dataFolder, clock, log, signal } = options;
  const keep: Keep = (name, start) => keepAlive({ name, start, clock, log, random: Math.random });
  const children = createChildren(options, keep);
  if (config.REDIS_URL === undefined) {
    const redis = await keep('redis', async () => {
      const life = await startRedisLife({ dataFolder, clock, log });
      children.useRedis(life.url);
      return life;
    });
    undo.add(() => redis.stop());
  }
  undo.add(() => children.stop());
  if (!signal.aborted) await children.start();
}
