import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock } from './clock.ts';
import type { Logger } from './log.ts';
import { processStart } from './process-identity.ts';
import { forgetChild, readChild, rememberChild, type ChildRecord } from './redis-child-record.ts';
import { isRedisReady } from './redis-ready.ts';
import { socketFolder } from './socket-folder.ts';

/** A Redis server of our own. */
export interface RedisChild {
  /** For `redisConnection`; stays the same over restarts while its socket's folder exists. */
  url: string;
  pid: number;
  /** Calls back once if the server ends without `stop`; at once if it already has. */
  onExit(callback: () => void): void;
  /** Ends the server (its append-only file is flushed) and removes its socket. */
  stop(): Promise<void>;
}

/** What a Redis child needs. */
export interface RedisChildOptions {
  /** Loa's data folder; Redis keeps its append-only file in `redis/` below it. */
  dataFolder: string;
  clock: Clock;
  log: Logger;
  /** Milliseconds until it must answer. */
  readyLimitMs?: number;
}

const lookMs = 250;
const stopLimitMs = 5_000;

/**
 * Starts `redis-server` on a socket that only this user reaches, or adopts the one that an earlier
 * supervisor on the same data folder left running and that still answers; one that does not answer
 * is ended first. The caller holds the data folder's lock.
 * @throws Error when `redis-server` is missing or does not become ready in time.
 */
export async function startRedisChild(options: RedisChildOptions): Promise<RedisChild> {
  const { clock, log } = options;
  const folder = resolve(options.dataFolder, 'redis');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const earlier = await readChild(folder);
  if (earlier && isRunning(earlier)) {
    if (await isRedisReady(earlier.socket)) {
      log.info({ pid: earlier.pid }, 'adopted a running redis-server');
      return supervise(earlier, folder, options);
    }
    log.warn({ pid: earlier.pid }, 'ending a redis-server that does not answer');
    await end(earlier, clock);
  }
  const socket = join(await socketFolder(earlier?.socket), 'redis.sock');
  const pid = await spawnRedis(folder, socket);
  const child: ChildRecord = { pid, start: processStart(pid) ?? 'gone', socket };
  await rememberChild(folder, child);
  await waitUntilReady(child, options);
  log.info({ pid }, 'started redis-server');
  return supervise(child, folder, options);
}

function supervise(child: ChildRecord, folder: string, { clock }: RedisChildOptions): RedisChild {
  const watch = new AbortController();
  return {
    url: `redis+unix://${child.socket}`,
    pid: child.pid,
    onExit: (callback) => {
      void watchExit(child, clock, watch.signal).then((ended) => {
        if (ended) callback();
      });
    },
    stop: async () => {
      watch.abort();
      await end(child, clock);
      await forgetChild(folder, child);
    },
  };
}

/** True when the process has ended, false when the watch was called off. */
async function watchExit(child: ChildRecord, clock: Clock, signal: AbortSignal): Promise<boolean> {
  // An adopted process is not our child: it can only be looked at.
  while (!signal.aborted && isRunning(child)) {
    await clock.sleep(lookMs, signal).catch(() => {});
  }
  return !signal.aborted;
}

async function end(child: ChildRecord, clock: Clock): Promise<void> {
  for (const name of ['SIGTERM', 'SIGKILL'] as const) {
    const limit = clock.monotonic() + stopLimitMs;
    if (isRunning(child)) process.kill(child.pid, name);
    while (isRunning(child) && clock.monotonic() < limit) await clock.sleep(20);
  }
}

async function spawnRedis(folder: string, socket: string): Promise<number> {
  // A group of its own: Ctrl-C goes to us alone, and the workers finish before Redis ends.
  const child = spawn('redis-server', redisArguments(folder, socket), {
    stdio: 'ignore',
    detached: true,
    cwd: folder,
  });
  await new Promise<void>((started, reject) => {
    child.once('spawn', started);
    child.once('error', (cause) => {
      reject(new Error('redis-server cannot be started; is it installed?', { cause }));
    });
  });
  child.unref();
  if (child.pid === undefined) throw new Error('redis-server has no process id');
  return child.pid;
}

function redisArguments(folder: string, socket: string): string[] {
  const settings = {
    port: '0',
    unixsocket: socket,
    unixsocketperm: '700',
    dir: folder,
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    'maxmemory-policy': 'noeviction',
    logfile: join(folder, 'redis.log'),
    loglevel: 'warning',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

async function waitUntilReady(child: ChildRecord, options: RedisChildOptions): Promise<void> {
  const { clock, readyLimitMs = 20_000 } = options;
  const limit = clock.monotonic() + readyLimitMs;
  while (!(await isRedisReady(child.socket))) {
    if (!isRunning(child)) throw new Error('redis-server ended at its start; see redis/redis.log');
    if (clock.monotonic() > limit) {
      await end(child, clock);
      throw new Error(`redis-server did not answer within ${readyLimitMs} ms`);
    }
    await clock.sleep(20);
  }
}

function isRunning({ pid, start }: ChildRecord): boolean {
  return processStart(pid) === start;
}
