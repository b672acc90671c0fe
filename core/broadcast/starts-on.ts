import type { Session } from '../session/session.ts';
import { isSessionOn } from '../session/session.ts';
import { datesIn } from '../recurrence/occurs-on.ts';
import type { EpochMs, LocalDate } from '../time/zoned.ts';
import { addDays, instantOf, localDateOf } from '../time/zoned.ts';
import type { Broadcast } from './broadcast.ts';
import { contentOn } from './broadcast.ts';
import { occurrencesOn } from './occurrence.ts';

/** Where a broadcast is to be heard: as much of a station as says when. */
export interface StartStation {
  zone: string;
  sessions: readonly Session[];
}

/**
 * When a broadcast is to begin at a station on a day, by the usual sessions: one in a session with the session.
 * Nothing where it is not on, or where there is no such session.
 */
export function startsOn(
  broadcast: Broadcast,
  { zone, sessions }: StartStation,
  date: LocalDate,
): EpochMs[] {
  return occurrencesOn(broadcast, date).flatMap(({ content: { placement }, slot }) => {
    if (placement.kind === 'now') return [placement.atMs];
    if (placement.kind === 'at') return slot ? [instantOf(date, slot.time, zone)] : [];
    return sessions
      .filter(({ key }) => key === placement.sessionKey)
      .filter((session) => isSessionOn(session, date, null))
      .map(({ startsAt }) => instantOf(date, startsAt, zone));
  });
}

const daysAhead = 30;

/**
 * When a broadcast is next to begin with a recording, anywhere and not before an instant; `null`: not within a
 * month. What pools may draw is not known.
 */
export function nextStartWith(
  broadcast: Broadcast,
  recordingId: string,
  { stations, from }: { stations: readonly StartStation[]; from: EpochMs },
): EpochMs | null {
  const starts = stations.flatMap((station) => {
    // What began yesterday may be heard after midnight.
    const yesterday = addDays(localDateOf(from, station.zone), -1);
    const dates = datesIn(broadcast.dates, yesterday, addDays(yesterday, daysAhead + 1));
    for (const date of dates) {
      const { items } = contentOn(broadcast, date);
      const isIn = items.some(
        (item) => item.type === 'recording' && item.recordingId === recordingId,
      );
      const later = isIn ? startsOn(broadcast, station, date).filter((at) => at >= from) : [];
      if (later.length > 0) return [Math.min(...later)];
    }
    return [];
  });
  return starts.length === 0 ? null : Math.min(...starts);
}
