import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const bytesPerMs = 48;

/** What came of one pipe. */
export interface Heard {
  /** Epoch ms at which the first byte would have come, had the card never run dry. */
  beganAt: number | null;
  bytes: number;
  /** From which byte on all came later, and by how many ms: nothing had come in time. */
  shifts: [number, number][];
}

export interface Listener {
  /** Ends, and says what was heard of each pipe; its sound stands in `PIPE.raw`. */
  end(): Promise<Heard[]>;
  kill(): void;
}

export async function makePipes(pipes: readonly string[]): Promise<void> {
  await run('mkfifo', [...pipes]);
}

/**
 * Listens to named pipes in another process.
 * @param lastSlackMs how much sound the card of the last pipe takes in before it begins
 */
export async function startListener(pipes: readonly string[], lastSlackMs = 0): Promise<Listener> {
  const program = join(import.meta.dirname, 'listener-process.ts');
  const child = fork(program, [String(lastSlackMs), ...pipes], { execArgv: ['--import', 'tsx'] });
  await once(child, 'message');
  return {
    async end() {
      child.send('end');
      const [heard] = (await once(child, 'message')) as [Heard[]];
      return heard;
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}

/** Epoch ms at which a byte sounded. */
export function timeOfByte({ beganAt, shifts }: Heard, byte: number): number {
  const later = shifts.filter(([from]) => from > byte).reduce((sum, [, ms]) => sum + ms, 0);
  return (beganAt ?? NaN) - later + byte / bytesPerMs;
}

/** The byte that sounded at an instant, or would have. */
export function byteAt(heard: Heard, atMs: number): number {
  const first = (atMs - timeOfByte(heard, 0)) * bytesPerMs;
  const late = timeOfByte(heard, first) - atMs;
  const byte = Math.max(0, Math.round(first - late * bytesPerMs));
  return byte - (byte % 2);
}
