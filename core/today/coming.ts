import { isNoteDue } from '../readiness/subjects.ts';
import type { EpochMs } from '../time/zoned.ts';
import { isAiring, type PlannedOccurrence } from './air.ts';

/** What sounds now, or so soon that it is noted who is ready: while one place plays, another is about to. */
export function soundingSoon<One extends PlannedOccurrence>(
  occurrences: readonly One[],
  now: EpochMs,
): One[] {
  return occurrences.filter((one) => {
    const { airs, stopped, startsAt } = one;
    if (!airs || stopped || startsAt === null) return false;
    return isAiring(one, now) || isNoteDue({ startsAt }, now);
  });
}
