import { startRedisChild, type RedisChildOptions } from '../../runtime/redis-child.ts';
import type { Life } from './keep-alive.ts';

export interface RedisLife extends Life {
  url: string;
}

/** Our own Redis as something that can be kept alive. */
export async function startRedisLife(options: RedisChildOptions): Promise<RedisLife> {
  const child = await startRedisChild(options);
  const { promise, resolve } = pending();
  child.onExit(() => resolve('exit'));
  return {
    url: child.url,
    ended: promise,
    stop: async () => {
      await child.stop();
      resolve('stop');
    },
  };
}

function pending() {
  let resolve: (how: string) => void = () => {};
  const promise = new Promise<string>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
