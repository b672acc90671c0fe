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

/** Who writes no sooner than it sounds needs a card that begins later; that does not count as late. */
const lastSlackMs = 200;

/** Listens to named pipes in another process. The last one's card takes in some sound before it begins. */
export async function startListener(pipes: readonly string[]): Promise<Listener> {
  const child = fork(
    join(import.meta.dirname, 'listener-process.ts'),
    [String(lastSlackMs), ...pipes],
    {
      execArgv: ['--import', 'tsx'],
    },
  );
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
