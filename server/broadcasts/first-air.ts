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
  // Most stations have the same zone and hours: what is said of one need not be reckoned again.
  const datesFrom = remembered((yesterday: LocalDate) => nextDates(dates, yesterday, 3));
  const spans = new Map<string, Span>();
  for (const station of stations) {
    // What began yesterday may go on over midnight.
    const yesterday = addDays(localDateOf(now, station.zone), -1);
    // Those of two days may be over already.
    for (const date of datesFrom(yesterday)) {
      if (first && date > first.date) break;
      const hours = hoursAt(broadcast, station, date);
      const key = [date, station.zone, hours?.startsAt, hours?.latestEnd].join(' ');
      const span = spans.get(key) ?? airSpan(broadcast, { zone: station.zone, hours }, date);
      spans.set(key, span);
      if (span.latest < now) continue;
      if (!first || span.earliest < first.earliest) first = { date, earliest: span.earliest };
      break;
    }
  }
  return first;
}

interface Span {
  earliest: EpochMs;
  latest: EpochMs;
}

type Hours = Pick<Session, 'startsAt' | 'latestEnd'>;

/** Those of the session in which it is to air at a station; none where it has a time of its own, or no session. */
function hoursAt(
  { placement }: Pick<Broadcast, 'placement'>,
  { sessions }: AirStation,
  date: LocalDate,
): Hours | undefined {
  if (placement.kind !== 'session') return undefined;
  const { sessionKey } = placement;
  return sessions.find((session) => session.key === sessionKey && isSessionOn(session, date, null));
}

/** When an occurrence may start. */
function airSpan(
  { placement }: Pick<Broadcast, 'placement'>,
  { zone, hours }: { zone: string; hours: Hours | undefined },
  date: LocalDate,
): Span {
  if (placement.kind === 'now') return { earliest: placement.atMs, latest: placement.atMs };
  if (placement.kind === 'at') {
    const wishes = placement.slots.map(({ time }) => instantOf(date, time, zone));
    return { earliest: Math.min(...wishes), latest: Math.max(...wishes) };
  }
  // Somebody may still add the session while the day lasts.
  if (!hours)
    return { earliest: startOfDay(date, zone), latest: startOfDay(addDays(date, 1), zone) - 1 };
  const endDate = hours.latestEnd > hours.startsAt ? date : addDays(date, 1);
  return {
    earliest: instantOf(date, hours.startsAt, zone),
    latest: instantOf(endDate, hours.latestEnd, zone),
  };
}

function remembered<Value>(reckon: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    const value = known.get(key) ?? reckon(key);
    known.set(key, value);
    return value;
  };
}
