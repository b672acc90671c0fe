import type { Outcome } from '../../contract/jobs.ts';
import { applyOutcome, closeAndApply, type OutcomeDeps } from './outcomes.ts';

interface Applied {
  outcome: Outcome;
  subject: string;
}

// The main thread also answers polls and alerts; the last one begun may take a few more.
const sliceMs = 10;

/**
 * Applies what became of a batch, many in a transaction and each as {@link applyOutcome} does; between two
 * transactions others have their turn. One that cannot be applied holds up none of the others.
 * @param tell hears what was applied, once it is committed
 * @throws what the first that could not be applied threw, when the others are through
 */
export async function applyMany(
  deps: OutcomeDeps,
  outcomes: readonly Outcome[],
  tell: (outcome: Outcome, subject: string) => void,
): Promise<void> {
  const faults: unknown[] = [];
  let from = 0;
  while (from < outcomes.length) {
    const rest = outcomes.slice(from);
    const slice = await applySlice(deps, rest).catch(async (error: unknown) => {
      faults.push(error);
      return await applyAlone(deps, rest);
    });
    for (const { outcome, subject } of slice.applied) tell(outcome, subject);
    from += slice.count;
    await deps.clock.sleep(0);
  }
  if (faults.length > 0) throw faults[0];
}

/** As many as fit into a short transaction, at least one. */
function applySlice(deps: OutcomeDeps, outcomes: readonly Outcome[]) {
  const { db, clock } = deps;
  const began = clock.monotonic();
  return db.transaction().execute(async (trx) => {
    const applied: Applied[] = [];
    let count = 0;
    for (const outcome of outcomes) {
      const subject = await closeAndApply(trx, deps, outcome);
      if (subject !== null) applied.push({ outcome, subject });
      count += 1;
      if (clock.monotonic() - began > sliceMs) break;
    }
    return { applied, count };
  });
}

/** Each in a transaction of its own; those that fail stay as they are. */
async function applyAlone(deps: OutcomeDeps, outcomes: readonly Outcome[]) {
  const applied: Applied[] = [];
  for (const outcome of outcomes) {
    const subject = await applyOutcome(deps, outcome).catch(() => null);
    if (subject !== null) applied.push({ outcome, subject });
    await deps.clock.sleep(0);
  }
  return { applied, count: outcomes.length };
}
