import { Redis } from 'ioredis';

/**
 * A connection for queues from `redis://`, `rediss://` or, for a socket, `redis+unix:///path` or
 * `unix:/path`. It reconnects for ever and commands wait meanwhile, as BullMQ's workers need.
 * `onError` hears each failed connection; the owner ends it with `quit()` or `disconnect()`.
 * @throws TypeError when the URL has another form.
 */
export function redisConnection(url: string, onError: (error: Error) => void = () => {}): Redis {
  const options = {
    maxRetriesPerRequest: null,
    retryStrategy: (attempt: number) => Math.min(50 * attempt, 1_000),
  };
  const path = socketPath(url);
  if (path === undefined && !/^rediss?:\/\//.test(url)) {
    throw new TypeError('a Redis URL starts with redis://, rediss:// or redis+unix://');
  }
  const redis = path === undefined ? new Redis(url, options) : new Redis({ ...options, path });
  redis.on('error', onError);
  return redis;
}

function socketPath(url: string): string | undefined {
  const path = /^(?:redis\+)?unix:(?:\/\/)?(\/[^?]+)/.exec(url)?.[1];
  return path === undefined ? undefined : decodeURIComponent(path);
}
