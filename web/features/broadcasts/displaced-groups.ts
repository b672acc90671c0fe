import type { Outlook } from '../../../contract/http/broadcasts.ts';
import { parseOccurrenceId } from '../../../core/recurrence/occurrence-id.ts';
import type { EpochMs, LocalDate } from '../../../core/time/zoned.ts';

type Displaced = Outlook['displaced'][number];

/** One broadcast of somebody else's, and what would become of it for one reason. */
export interface DisplacedGroup {
  key: string;
  title: string;
  ownerAreaName: string;
  what: Displaced['what'];
  /** Why it would not air; `null` where it airs, or is taken out on purpose. */
  reason: string | null;
  dates: LocalDate[];
  stationIds: string[];
  /** From when to when the first of them goes; `to` is `null` where it is dropped. */
  first: { from: EpochMs; to: EpochMs | null; stationId: string };
  count: number;
}

/** What others would lose, each of their broadcasts once, what is dropped before what is moved. */
export function groupDisplaced(displaced: readonly Displaced[]): DisplacedGroup[] {
  const groups = new Map<string, DisplacedGroup>();
  for (const one of displaced) {
    const { occurrence, title, ownerAreaName, what, reason, date, stationId } = one;
    const broadcastId = parseOccurrenceId(occurrence)?.broadcastId ?? occurrence;
    const key = [broadcastId, what, reason].join(' ');
    const first = { from: one.startedAt, to: one.startsAt, stationId };
    const empty = { dates: [], stationIds: [], first, count: 0 };
    const group: DisplacedGroup = groups.get(key) ?? {
      ...{ key, title, ownerAreaName, what, reason },
      ...empty,
    };
    group.count++;
    if (!group.dates.includes(date)) group.dates.push(date);
    if (!group.stationIds.includes(stationId)) group.stationIds.push(stationId);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => weightOf(a) - weightOf(b) || b.count - a.count);
}

function weightOf({ what }: DisplacedGroup): number {
  return ['dropped', 'shortened', 'moved'].indexOf(what);
}
