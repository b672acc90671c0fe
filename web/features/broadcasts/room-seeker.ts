import type { Outlook } from '../../../contract/http/broadcasts.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import type { Seeker } from '../timetable/room-elsewhere.ts';
import type { PlacementDraft } from './placement-draft.ts';

/** There is no room: a longer session would have it. */
const full = ['part_full', 'session_full'];
/** Another session may do, where this one does not. */
const elsewhere = [...full, 'session_cap', 'too_late', 'session_over'];

/**
 * What a day of a draft lacks in its session, from what would become of it; `null` where it finds its room, or
 * is in no session.
 */
export function seekerOf(
  { occurrences }: Pick<Outlook, 'occurrences'>,
  {
    date,
    placement,
    isTaken,
  }: { date: LocalDate; placement: PlacementDraft; isTaken: Seeker['isTaken'] },
): (Seeker & { isFull: boolean }) | null {
  const { kind, sessionKey, part } = placement;
  if (kind !== 'session') return null;
  const lost = occurrences.filter(
    (one) => one.date === date && !one.airs && elsewhere.includes(one.reason),
  );
  const lengthMs = Math.max(0, ...lost.map(({ soundMs }) => soundMs));
  if (lengthMs === 0) return null;
  const stationIds = [...new Set(lost.map(({ stationId }) => stationId))];
  const isFull = lost.every(({ reason }) => full.includes(reason));
  return { date, sessionKey, tier: part, lengthMs, stationIds, isTaken, isFull };
}
