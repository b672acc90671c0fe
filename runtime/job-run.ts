import { UnrecoverableError, WaitingError, type Job } from 'bullmq';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import { AppError } from './error.ts';
import type { JobContext, JobDefinition, JobHandler, PayloadOf } from './job.ts';
import type { Logger } from './log.ts';
import { startTimeLimit } from './time-limit.ts';

/** What running a job takes. */
export interface JobRunOptions<D extends JobDefinition> {
  kind: string;
  definition: D;
  handle: JobHandler<D>;
  clock: Clock;
  log: Logger;
}

const progressEveryMs = 300;
const envelope = z.object({ workId: z.string(), generation: z.int(), payload: z.unknown() });

/**
 * One attempt at a job: parses its data, keeps the time limit, and turns an error into what the
 * queue understands (try again, never again, or back into the queue because we stop).
 */
export async function runJob<D extends JobDefinition>(
  job: Job,
  token: string | undefined,
  options: JobRunOptions<D>,
  stopping: AbortSignal,
): Promise<void> {
  const { kind, definition, handle } = options;
  const log = options.log.child({ kind, job: job.id });
  const { workId, generation, payload } = parse(job, definition, log);
  const tooSlow = `the job took more than ${definition.timeoutMs} ms`;
  const late = new AppError('time_limit', tooSlow);
  const limit = startTimeLimit(definition.timeoutMs, late, stopping);
  const attempt = job.attemptsMade + 1;
  const lastAttempt = attempt >= definition.attempts;
  const isFinal = (error: unknown) =>
    !stopping.aborted && (lastAttempt || isBeyondRetry(limit.isOver() ? late : error));
  const context: JobContext = {
    workId,
    generation,
    signal: limit.signal,
    progress: progressReporter(job, options.clock, log),
    attempt,
    lastAttempt,
    isFinal,
    log,
  };
  try {
    await handle(payload, context);
  } catch (error) {
    if (stopping.aborted) return await giveBack(job, token);
    const err = limit.isOver() ? late : error;
    // A bad upload is the uploader's affair; nobody has to look at the log for it.
    if (err instanceof AppError && err.kind === 'invalid')
      log.info({ err }, 'job refused its input');
    else if (isFinal(error)) log.error({ err, attempt }, 'job failed');
    else log.warn({ err, attempt }, 'attempt failed');
    throw isBeyondRetry(err) ? new UnrecoverableError(messageOf(err)) : err;
  } finally {
    limit.end();
  }
}

function parse<D extends JobDefinition>(job: Job, definition: D, log: Logger) {
  const outer = envelope.safeParse(job.data);
  const inner = definition.payload.safeParse(outer.data?.payload);
  if (!outer.success || !inner.success) {
    const err = outer.error ?? inner.error;
    log.error({ err }, 'job with a malformed payload');
    throw new UnrecoverableError('malformed payload');
  }
  const { workId, generation } = outer.data;
  return { workId, generation, payload: inner.data as PayloadOf<D> };
}

/** Puts a job that we cannot finish back, without counting the attempt. */
async function giveBack(job: Job, token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}

function progressReporter(job: Job, clock: Clock, log: Logger): (fraction: number) => void {
  let lastMs = -Infinity;
  return (fraction) => {
    if (clock.monotonic() - lastMs < progressEveryMs) return;
    lastMs = clock.monotonic();
    // Progress is a courtesy: a Redis that is away must not fail the job for it.
    job.updateProgress(Math.min(Math.max(fraction, 0), 1)).catch((err: unknown) => {
      log.debug({ err }, 'progress was not stored');
    });
  };
}

/** Whether trying again cannot help. */
export function isBeyondRetry(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  return ['invalid', 'denied', 'missing', 'conflict'].includes(error.kind);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
