import { redisConnection } from '../../runtime/redis.ts';

/** Removes the demo's own queues from a Redis that is somebody else's. */
export async function clearQueues(redisUrl: string, prefix: string): Promise<void> {
  const redis = redisConnection(redisUrl);
  try {
    for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 500 })) {
      if (Array.isArray(keys) && keys.length > 0) await redis.unlink(keys.map(String));
    }
  } finally {
    redis.disconnect();
  }
}
