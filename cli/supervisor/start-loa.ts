import { lifetime, type Lifetime, type RunningProcess } from '../../runtime/lifecycle.ts';
import { untilPortFree } from './free-port.ts';
import { keepAlive } from './keep-alive.ts';
import type { Keep, LoaOptions } from './loa-options.ts';
import { startRedisLife } from './redis-life.ts';
import { createChildren } from './server-and-worker.ts';

/**
 * Starts everything and resolves when the server listens; `stop` ends server and worker, then Redis,
 * then frees the folder.
 * @throws ChildConfigError when the server or the worker refuses its configuration, PortInUse; nothing
 * is left then
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
  await untilPortFree(config.LOA_PORT, clock, signal);
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
