import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { parentMessage } from '../../../runtime/parent-message.ts';
import { isRunning } from '../../support/loa.ts';

const program = resolve(import.meta.dirname, '../../../dist/cli/main.js');
const stopLimitMs = 30_000;
const startedLine = z.object({ child: z.literal('worker'), childPid: z.int() });

/** A Loa under its own supervisor, whose workers are known by their process ids. */
export interface LoaUnderFire {
  origin: string;
  /** The token of the one-time link. */
  setUpToken: string;
  /** Workers that live now. */
  workers(): number[];
  /** How many were started. */
  starts(): number;
  stop(): Promise<void>;
}

export async function startLoaUnderFire(
  dataFolder: string,
  workerCount: number,
): Promise<LoaUnderFire> {
  const env = {
    ...process.env,
    LOA_DATA: dataFolder,
    LOA_PORT: '0',
    LOA_WORKERS: String(workerCount),
    LOA_LOG_LEVEL: 'info',
    REDIS_URL: undefined,
  };
  const child = spawn(process.execPath, [program, 'start'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const pids: number[] = [];
  if (!child.stdout) throw new Error('no output to read');
  createInterface({ input: child.stdout }).on('line', (line) => {
    const pid = workerOf(line);
    if (pid !== null) pids.push(pid);
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('Loa ended');
  });
  ended.catch(() => {});
  const [raw] = (await Promise.race([once(child, 'message'), ended])) as unknown[];
  const { port, setUpUrl } = parentMessage.parse(raw);
  return {
    origin: `http://127.0.0.1:${port}`,
    setUpToken: /token=([\w-]+)/.exec(setUpUrl ?? '')?.[1] ?? '',
    workers: () => pids.filter(isRunning),
    starts: () => pids.length,
    stop: async () => {
      const limit = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
      child.kill('SIGTERM');
      await ended.catch(() => {});
      clearTimeout(limit);
    },
  };
}

function workerOf(line: string): number | null {
  if (!line.startsWith('{')) return null;
  const started = startedLine.safeParse(JSON.parse(line));
  return started.success ? started.data.childPid : null;
}
