import type { Worker } from 'node:worker_threads';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { startThread } from '../threads/start-thread.ts';
import type { SheetOutcome } from './sheet-thread.ts';

const limits = {
  timeMs: 20_000,
  heapMb: 256,
  /** So many wait for the one that is read. */
  waiting: 5,
};

/**
 * Reads the first sheet of a workbook in a thread of its own, one at a time, so that no file can hold up or
 * end the server.
 * @throws AppError `plan_unreadable`, `plan_too_long`, `too_many_requests`
 */
export function createSheetReader(clock: Clock): (file: Buffer) => Promise<string[][]> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return async (file) => {
    if (waiting >= limits.waiting)
      throw new AppError('too_many_requests', 'other files are being read; try again soon');
    waiting += 1;
    const turn = last;
    const reading = turn.then(() => readInThread(file, clock));
    last = reading.catch(() => undefined);
    try {
      return await reading;
    } finally {
      waiting -= 1;
    }
  };
}

async function readInThread(file: Buffer, clock: Clock): Promise<string[][]> {
  const worker = startThread(new URL('./sheet-thread', import.meta.url), {
    workerData: new Uint8Array(file),
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 32 },
    ...{ env: {}, stdout: true, stderr: true },
  });
  const timer = new AbortController();
  try {
    const outcome = await Promise.race([
      answerOf(worker),
      clock.sleep(limits.timeMs, timer.signal).then(() => tooMuch),
    ]);
    if ('rows' in outcome) return outcome.rows;
    throw new AppError(outcome.code, outcome.detail);
  } finally {
    timer.abort();
    await worker.terminate();
  }
}

const tooMuch: SheetOutcome = { code: 'plan_too_long', detail: 'reading it takes too much' };

function answerOf(worker: Worker): Promise<SheetOutcome> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(tooMuch);
      else reject(error);
    });
    worker.once('exit', () => resolve(tooMuch));
  });
}
