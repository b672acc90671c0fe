import type { Redis } from 'ioredis';
import { afterTest } from './after-test.ts';
import { systemClock } from '../../runtime/clock.ts';
import { createLogger } from '../../runtime/log.ts';
import { startRedisChild, type RedisChild } from '../../runtime/redis-child.ts';
import { redisConnection } from '../../runtime/redis.ts';
import { tempFolder } from './temp-folder.ts';

/** A real Redis for one test. */
export interface TestRedis {
  child: RedisChild;
  dataFolder: string;
  /** A connection that is closed when the test ends. */
  connect(): Redis;
  /** Kills it and starts it again on what it had written. */
  restart(): Promise<void>;
}

/** Starts `redis-server` in a folder of its own; it ends with the running test. */
export async function testRedis(): Promise<TestRedis> {
  const dataFolder = await tempFolder();
  const log = createLogger({ name: 'test', level: 'silent' });
  const start = () => startRedisChild({ dataFolder, clock: systemClock(), log });
  let child = await start();
  // Looked up at the end: a restart puts another one in its place.
  afterTest(() => child.stop());
  const connect = () => {
    const redis = redisConnection(child.url);
    afterTest(() => redis.disconnect());
    return redis;
  };
  const restart = async () => {
    const ended = new Promise<void>((resolve) => child.onExit(resolve));
    process.kill(child.pid, 'SIGKILL');
    await ended;
    child = await start();
  };
  return { child, dataFolder, connect, restart };
}
