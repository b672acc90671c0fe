import type { ChangeNote } from '../../contract/http/timetable-change.ts';
import { recordingsOf } from '../../core/broadcast/recordings-of.ts';
import { fromForm } from '../../core/recurrence/form.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { Draft } from '../broadcasts/check-draft.ts';
import { firstAir } from '../broadcasts/first-air.ts';
import type { Reach } from '../broadcasts/reach.ts';
import type { PlanDeps } from '../history/plan.ts';
import { loadLibrary } from '../timetable/library.ts';

/** Recordings that expire before the last of the singled-out days: the first day without them. */
export async function expiryNotes(
  { db, clock }: PlanDeps,
  draft: Draft,
  { stations }: Reach,
): Promise<ChangeNote[]> {
  const { dates, title, placement } = draft;
  if (dates.rule !== null) return [];
  const library = await loadLibrary(db, recordingsOf(draft));
  const expiring = [...library.values()].filter(({ expiresAt }) => expiresAt !== null);
  if (expiring.length === 0) return [];
  const startOf = (date: LocalDate) =>
    firstAir({ dates: fromForm({ kind: 'once', date }), placement }, stations, clock.now())
      ?.earliest ?? 0;
  for (const date of [dates.first, ...dates.rdates].sort()) {
    const over = expiring.filter(({ expiresAt }) => (expiresAt ?? Infinity) <= startOf(date));
    if (over.length > 0)
      return [{ code: 'recording_expires', title, date, recordings: over.map((one) => one.title) }];
  }
  return [];
}
