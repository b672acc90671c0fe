import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What came of one pipe. */
export interface Heard {
  /** Epoch ms at which the first byte came. */
  beganAt: number | null;
  bytes: number;
  /** How much too late sound came at the worst, for a card that plays at once. */
  lateMs: number;
}

export interface Listener {
  /** Ends, and says what was heard of each pipe; its sound stands in `PIPE.raw`. */
  end(): Promise<Heard[]>;
  kill(): void;
}

/** Listens to named pipes in another process. */
export async function startListener(pipes: readonly string[]): Promise<Listener> {
  for (const pipe of pipes) await run('mkfifo', [pipe]);
  const child = fork(join(import.meta.dirname, 'listener-process.ts'), [...pipes], {
    execArgv: ['--import', 'tsx'],
  });
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
