import type { Outcome } from '../../contract/jobs.ts';
import { gather } from '../../runtime/gather.ts';
import { timedTransaction } from '../store/timed-transaction.ts';
import { applyOutcome, closeAndApply, type Applied, type OutcomeDeps } from './outcomes.ts';

/** What became of the outcomes that came in one job. */
interface AppliedJob {
  applied: Applied[];
  /** What the first threw that could not be applied. */
  fault?: Error;
}

/** The main thread also answers polls and alerts. */
const aimMs = 10;

/**
 * Applies what became of batches, those that come at about the same time in one transaction, with the effect that
 * each outcome would have by {@link applyOutcome}. One that cannot be applied holds up none of the others.
 * @returns a function that gives what of a batch was applied, once that is committed
 */
export function createApplyMany(
  deps: OutcomeDeps,
): (outcomes: readonly Outcome[]) => Promise<AppliedJob> {
  return gather<readonly Outcome[], AppliedJob>({
    together: async (jobs) => {
      const began = deps.clock.monotonic();
      try {
        const { results: applied, tookMs } = await timedTransaction(deps, (trx) =>
          closeAndApply(trx, deps, jobs.flat()),
        );
        return { results: jobs.map((outcomes) => ({ applied: among(applied, outcomes) })), tookMs };
      } catch {
        const results: AppliedJob[] = [];
        for (const outcomes of jobs) results.push(await applyAlone(deps, outcomes));
        return { results, tookMs: deps.clock.monotonic() - began };
      }
    },
    sizeOf: (outcomes) => outcomes.length,
    aimMs,
    clock: deps.clock,
  });
}

function among(applied: readonly Applied[], outcomes: readonly Outcome[]): Applied[] {
  const own = new Set(outcomes);
  return applied.filter(({ outcome }) => own.has(outcome));
}

/** Each in a transaction of its own; those that fail stay as they are. */
async function applyAlone(deps: OutcomeDeps, outcomes: readonly Outcome[]): Promise<AppliedJob> {
  const applied: Applied[] = [];
  const faults: Error[] = [];
  for (const outcome of outcomes) {
    try {
      const subject = await applyOutcome(deps, outcome);
      if (subject !== null) applied.push({ outcome, subject });
    } catch (error) {
      faults.push(error instanceof Error ? error : new Error(String(error)));
    }
    await deps.clock.sleep(0);
  }
  const [fault] = faults;
  return fault ? { applied, fault } : { applied };
}
