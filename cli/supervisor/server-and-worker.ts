import { parentMessage } from '../../runtime/parent-message.ts';
import { startLoaProcess } from '../loa-process.ts';
import { serverEnv, serverFlags } from '../server-flags.ts';
import { announce } from './announce.ts';
import type { Life, KeptAlive } from './keep-alive.ts';
import type { Keep, LoaOptions } from './loa-options.ts';

/** The server or the worker cannot use its configuration; it has said why. */
export class ChildConfigError extends Error {}

/** The child processes that need Redis: the server and its workers. */
export interface Children {
  /** Where Redis is; running children move there. */
  useRedis(url: string): void;
  /** Resolves when the server listens for the first time, or when stopping begins. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

type Name = 'server' | 'worker';

const stopLimitMs = 12_000;
/** EX_CONFIG: starting again would not help. */
const configExitCode = 78;

export function createChildren(options: LoaOptions, keep: Keep): Children {
  const { config, dataFolder, env, log, signal } = options;
  const kept: KeptAlive[] = [];
  const listening = firstListening(signal);
  let redisUrl = config.REDIS_URL;
  let port = config.LOA_PORT;
  let announced: string | null = null;

  const onMessage = (raw: unknown) => {
    const message = parentMessage.safeParse(raw);
    if (!message.success) return;
    const { setUpUrl } = message.data;
    ({ port } = message.data);
    // Each start of an empty server makes a new link, and the earlier one stops working.
    if (listening.resolve() || (setUpUrl !== null && setUpUrl !== announced)) {
      announce(message.data);
    }
    announced = setUpUrl;
  };
  const startChild = async (name: Name): Promise<Life> => {
    const child = await startLoaProcess([name], {
      env: {
        ...(name === 'server' ? { ...serverEnv, ...env } : env),
        LOA_DATA: dataFolder,
        LOA_PORT: String(port),
        REDIS_URL: redisUrl,
        REDIS_URL_FILE: undefined,
      },
      nodeFlags: name === 'server' ? serverFlags : [],
      output: 'inherit',
      onMessage,
      stopLimitMs,
    });
    log.info({ child: name, childPid: child.pid }, 'started process');
    void child.exitCode.then((code) => {
      if (code === configExitCode) listening.reject(new ChildConfigError(name));
    });
    return child;
  };
  return {
    useRedis: (url) => {
      const hasMoved = redisUrl !== undefined && redisUrl !== url;
      redisUrl = url;
      if (hasMoved) for (const child of kept) void child.restart();
    },
    start: async () => {
      const workers = Array<Name>(config.LOA_WORKERS).fill('worker');
      for (const name of ['server' as const, ...workers])
        kept.push(await keep(name, () => startChild(name)));
      await listening.promise;
    },
    stop: async () => {
      await Promise.all(kept.map((child) => child.stop()));
    },
  };
}

function firstListening(signal: AbortSignal) {
  let settle = { resolve: () => {}, reject: (_error: Error) => {} };
  let isSettled = false;
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Nobody may be waiting yet, or any more.
  promise.catch(() => {});
  signal.addEventListener('abort', () => settle.resolve(), { once: true });
  return {
    promise,
    /** True the first time. */
    resolve: () => {
      const isFirst = !isSettled;
      isSettled = true;
      settle.resolve();
      return isFirst;
    },
    reject: (error: Error) => settle.reject(error),
  };
}
