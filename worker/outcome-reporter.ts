import { outcomeQueue } from '../contract/jobs.ts';
import type { JobKind, JobPayload, Outcome, outcomeJobs } from '../contract/jobs.ts';
import type { Clock } from '../runtime/clock.ts';
import { AppError } from '../runtime/error.ts';
import type { JobContext } from '../runtime/job.ts';
import type { Producer } from '../runtime/queue.ts';
import type { Processor } from './processor.ts';

/** What telling outcomes takes. */
export interface ReporterDeps {
  outcomes: Producer<typeof outcomeJobs>;
  clock: Clock;
}

/**
 * A handler for the queue that runs the processor and enqueues its outcome before it returns: the
 * job leaves the queue only when what became of it is in the other one. Failures are told when they
 * are final.
 */
export function reporting<K extends JobKind>(
  kind: K,
  processor: Processor<K>,
  deps: ReporterDeps,
): (payload: JobPayload<K>, context: JobContext) => Promise<void> {
  return async (payload, context) => {
    const { workId, generation } = context;
    const tell = (result: Outcome['result']) => {
      const finishedAt = Math.floor(deps.clock.now());
      const outcome = { workId, kind, generation, finishedAt, result };
      return deps.outcomes.add({ kind: outcomeQueue, workId, generation, payload: outcome });
    };
    let value: unknown;
    try {
      value = await processor(payload, context);
    } catch (error) {
      if (context.isFinal(error))
        await tell({ ok: false, ...describeFailure(error, context.signal) });
      throw error;
    }
    await tell({ ok: true, value });
  };
}

/** How a failure is told. */
export function describeFailure(
  error: unknown,
  signal: AbortSignal,
): { code: string; detail: string } {
  // A processor that was cut off at its time limit fails with whatever that broke.
  const cause: unknown = signal.aborted ? signal.reason : error;
  return cause instanceof AppError
    ? { code: cause.code, detail: cause.detail }
    : { code: 'internal', detail: 'The job failed; the log says why.' };
}
