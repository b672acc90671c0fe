import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parentMessage } from '../../runtime/parent-message.ts';

/** What `npm test` has built. */
const program = resolve(import.meta.dirname, '../../dist/cli/main.js');

/** A `loa` command with its output in a file. */
export interface LoaCommand {
  child: ChildProcess;
  /** All that it wrote. */
  output(): string;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
  /** SIGTERM, or another signal, and its end. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Runs `loa …`; it also ends when this process does, by its IPC channel.
 * @param options `within`: words before the program, such as those that enter a network namespace
 */
export function runLoa(
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; log: string; within?: readonly string[] },
): LoaCommand {
  const log = openSync(options.log, 'a');
  const words = [process.execPath, '--enable-source-maps', program, ...args];
  const [command = '', ...rest] = [...(options.within ?? []), ...words];
  const child = spawn(command, rest, {
    env: { ...process.env, REDIS_URL: undefined, LOA_DATA: undefined, ...options.env },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const ended = new Promise<number | string>((settle) => {
    child.once('exit', (code, signal) => settle(code ?? signal ?? 'unknown'));
  });
  return {
    child,
    output: () => readFileSync(options.log, 'utf8'),
    ended,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await ended;
    },
  };
}

/** A Loa of the tests' own, under its real supervisor. */
export interface TestLoa {
  origin: string;
  setUpUrl: string;
  dataFolder: string;
  /** Everything that supervisor, server and worker have logged. */
  output(): string;
  /** Process id of a child as it is now. */
  pidOf(name: 'server' | 'worker' | 'redis'): number;
  redisUrl(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Begins again on the same data and port. */
  start(): Promise<void>;
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

/** Starts Loa in a new folder; whoever starts it removes it. */
export async function startTestLoa(env: NodeJS.ProcessEnv = {}): Promise<TestLoa> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'loa-e2e-'));
  const log = join(dataFolder, 'loa.log');
  let loa: LoaCommand | undefined;
  const listening = { port: 0, setUpUrl: '' };
  const start = async () => {
    const ready = new Promise<void>((settle, reject) => {
      loa = runLoa(['start'], {
        env: {
          LOA_PROFILES: 'mp3-48k',
          // Tests air within the minute.
          LOA_FREEZE_SECONDS: '15',
          ...env,
          LOA_DATA: dataFolder,
          LOA_PORT: String(listening.port),
        },
        log,
      });
      loa.child.on('message', (raw) => {
        const message = parentMessage.parse(raw);
        listening.port = message.port;
        listening.setUpUrl = message.setUpUrl ?? '';
        settle();
      });
      void loa.ended.then((how) => reject(new Error(`Loa ended: ${how}\n${loa?.output()}`)));
    });
    await ready;
  };
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    await loa?.stop(signal);
  };
  await start();
  return {
    origin: `http://127.0.0.1:${listening.port}`,
    setUpUrl: listening.setUpUrl,
    dataFolder,
    output: () => readFileSync(log, 'utf8'),
    redisUrl: () => `redis+unix://${redisOf(dataFolder).socket}`,
    pidOf: (name) => {
      if (name === 'redis') return redisOf(dataFolder).pid;
      const pid = childrenOf(loa?.child.pid ?? 0).find((each) => each.command.endsWith(name));
      if (!pid) throw new Error(`${name} is not running`);
      return pid.pid;
    },
    stop,
    start,
    remove: async () => {
      await stop();
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function redisOf(dataFolder: string): { pid: number; socket: string } {
  return JSON.parse(readFileSync(join(dataFolder, 'redis/child.json'), 'utf8'));
}

/** Whether a process is there and has not ended: who takes note of that may be slow. */
export function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

/** Living children of a process with their command lines. */
export function childrenOf(parent: number): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, ppid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (Number(ppid) !== parent || state === 'Z') return [];
        const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').filter(Boolean);
        return [{ pid: Number(name), command: words.join(' ') }];
      } catch {
        return [];
      }
    });
}
