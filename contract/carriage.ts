import { z } from 'zod';
import { jobs, outcome, priorities } from './jobs.ts';
import { id } from './scalar.ts';

/** So many deliveries share a job at most. */
export const mostCarried = 50;

/** Many pushes as one job. The name of the job is the `carrier` of each row of work that it carries. */
export const pushBatch = z.object({
  items: z
    .array(
      z.object({
        workId: id,
        generation: z.int().min(1),
        /** Of the job of its own that a push gets when it has to be tried again. */
        priority: z.int(),
        payload: jobs.push.payload,
      }),
    )
    .min(1)
    .max(mostCarried),
});
export type PushBatch = z.output<typeof pushBatch>;

const patience = {
  payload: pushBatch,
  // A push that fails leaves its batch, so only what keeps the outcome from being told repeats one.
  attempts: 5,
  backoff: { baseMs: 1000, capMs: 20_000 },
  timeoutMs: 5 * 60_000,
};

/** Two queues, so that what is urgent never waits for a worker that is busy with the evening's bulk. */
export const lanes = {
  'push-urgent': { ...patience, concurrency: 4 },
  'push-bulk': { ...patience, concurrency: 6 },
} as const;
export type Lane = keyof typeof lanes;
export const laneNames = Object.keys(lanes) as Lane[];

/** The lane of work of this priority. */
export function laneOf(priority: number): Lane {
  return priority <= priorities.emergency ? 'push-urgent' : 'push-bulk';
}

/** How each push of a batch ended that is not tried again by itself. */
export const outcomesOfMany = z.object({ outcomes: z.array(outcome).min(1).max(mostCarried) });
export const manyQueue = 'outcomes-of-many';

export const manyJobs = {
  [manyQueue]: {
    payload: outcomesOfMany,
    attempts: 1000,
    backoff: { baseMs: 500, capMs: 10_000 },
    timeoutMs: 60_000,
    // So many share a transaction of the server at most.
    concurrency: 8,
  },
} as const;
