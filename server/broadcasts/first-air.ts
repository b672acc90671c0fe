import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { nextDates } from '../../core/recurrence/occurs-on.ts';
import type { Session } from '../../core/session/session.ts';
import { isSessionOn } from '../../core/session/session.ts';
import type { EpochMs, LocalDate } from '../../core/time/zoned.ts';
import { addDays, instantOf, localDateOf, startOfDay } from '../../core/time/zoned.ts';

/** The first occurrence that may still air somewhere. */
export interface FirstAir {
  date: LocalDate;
  /** Not before this instant. */
  earliest: EpochMs;
}

/** Where a broadcast may be heard. */
export interface AirStation {
  zone: string;
  sessions: readonly Session[];
}

/** `null` when every occurrence is over, or there is none at all. */
export function firstAir(
  broadcast: Pick<Broadcast, 'dates' | 'placement'>,
  stations: readonly AirStation[],
  now: EpochMs,
): FirstAir | null {
  const { dates } = broadcast;
  let first: FirstAir | null = null;
  for (const station of stations) {
    // What began yesterday may go on over midnight.
    const yesterday = addDays(localDateOf(now, station.zone), -1);
    // Those of two days may be over already.
    for (const date of nextDates(dates, yesterday, 3)) {
      if (first && date > first.date) break;
      const span = airSpan(broadcast, station, date);
      if (span.latest < now) continue;
      if (!first || span.earliest < first.earliest) first = { date, earliest: span.earliest };
      break;
    }
  }
  return first;
}

/** When an occurrence may start at a station. */
function airSpan(
  { placement }: Pick<Broadcast, 'placement'>,
  { zone, sessions }: AirStation,
  date: LocalDate,
): { earliest: EpochMs; latest: EpochMs } {
  if (placement.kind === 'now') return { earliest: placement.atMs, latest: placement.atMs };
  if (placement.kind === 'at') {
    const wishes = placement.slots.map(({ time }) => instantOf(date, time, zone));
    return { earliest: Math.min(...wishes), latest: Math.max(...wishes) };
  }
  const session = sessions.find(
    (candidate) => candidate.key === placement.sessionKey && isSessionOn(candidate, date, null),
  );
  // Somebody may still add the session while the day lasts.
  if (!session)
    return { earliest: startOfDay(date, zone), latest: startOfDay(addDays(date, 1), zone) - 1 };
  const endDate = session.latestEnd > session.startsAt ? date : addDays(date, 1);
  return {
    earliest: instantOf(date, session.startsAt, zone),
    latest: instantOf(endDate, session.latestEnd, zone),
  };
}
