import { setMaxListeners } from 'node:events';
import { laneOf, manyQueue, type manyJobs, type PushBatch } from '../contract/carriage.ts';
import { jobs, type Outcome } from '../contract/jobs.ts';
import type { MediaStore } from '../media/store.ts';
import { backoffMs } from '../runtime/backoff.ts';
import type { Clock } from '../runtime/clock.ts';
import { isBeyondRetry } from '../runtime/job-run.ts';
import type { JobContext } from '../runtime/job.ts';
import type { Producer } from '../runtime/queue.ts';
import { atMost } from '../runtime/turns.ts';
import { describeFailure } from './outcome-reporter.ts';
import type { PushOne } from './push.ts';
import { bodiesOfBatch, type ReadBody } from './push-bodies.ts';

/** What pushing batches takes. */
export interface PushManyDeps {
  store: MediaStore;
  push: PushOne;
  queue: Producer<{ push: typeof jobs.push } & typeof manyJobs>;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
}

type Item = PushBatch['items'][number];

/** Pushes under way at once in each lane, over all of its batches. */
const mostAtOnce = { 'push-urgent': 64, 'push-bulk': 96 };

/**
 * Runs a batch: all are pushed side by side, and what fails leaves it as a job of its own, so that no good one is
 * pushed again for it. Those jobs and the outcome of the others are in the queue before the batch leaves it.
 */
export function createPushMany(
  deps: PushManyDeps,
): (batch: PushBatch, context: JobContext) => Promise<void> {
  const inLane = {
    'push-urgent': atMost(mostAtOnce['push-urgent']),
    'push-bulk': atMost(mostAtOnce['push-bulk']),
  };
  return async ({ items }, context) => {
    // Each push listens for the end of the job.
    setMaxListeners(0, context.signal);
    const readBody = bodiesOfBatch(deps.store);
    const tries = items.map((item) =>
      inLane[laneOf(item.priority)](() => tryOne(deps, item, { readBody, signal: context.signal })),
    );
    const ends = await Promise.all(tries);
    const outcomes = ends.filter((end) => end !== null);
    const again = items.filter((_, index) => ends[index] === null);
    await retryAlone(deps, again);
    if (outcomes.length === 0) return;
    const { workId, generation } = context;
    await deps.queue.add({ kind: manyQueue, workId, generation, payload: { outcomes } });
  };
}

/** `null`: it failed and is to be tried again. */
async function tryOne(
  { push, clock }: PushManyDeps,
  { workId, generation, payload }: Item,
  { readBody, signal }: { readBody: ReadBody; signal: AbortSignal },
): Promise<Outcome | null> {
  const end = (result: Outcome['result']): Outcome => {
    const finishedAt = Math.floor(clock.now());
    return { workId, kind: 'push', generation, finishedAt, result };
  };
  try {
    signal.throwIfAborted();
    return end({ ok: true, value: await push(payload, readBody, signal) });
  } catch (error) {
    if (signal.aborted || !isBeyondRetry(error)) return null;
    return end({ ok: false, ...describeFailure(error, signal) });
  }
}

async function retryAlone({ queue, random }: PushManyDeps, items: readonly Item[]): Promise<void> {
  if (items.length === 0) return;
  const { backoff } = jobs.push;
  const requests = items.map(({ workId, generation, priority, payload }) => ({
    ...{ kind: 'push' as const, workId, generation, priority, payload },
    delayMs: backoffMs(1, { ...backoff, random }),
  }));
  await queue.addMany(requests);
}
