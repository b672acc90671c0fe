import type { LocalDate, LocalTime, Weekday } from '../time/zoned.ts';
import { addDays, secondsOf, timeOfSeconds } from '../time/zoned.ts';
import type { Session } from './session.ts';

/** What is changed of a session; what is left out stays. */
export interface SessionChange {
  name?: string | undefined;
  weekdays?: readonly Weekday[] | undefined;
  startsAt?: LocalTime | undefined;
  latestEnd?: LocalTime | undefined;
}

const daySeconds = 86_400;

/** The session as it becomes; parts that begin at a time of their own move along with its start. */
export function changedSession<Kept extends Session>(session: Kept, change: SessionChange): Kept {
  const {
    name = session.name,
    weekdays = session.weekdays,
    latestEnd = session.latestEnd,
  } = change;
  const { startsAt = session.startsAt } = change;
  const laterBy = secondsOf(startsAt) - secondsOf(session.startsAt);
  const moved = (time: LocalTime) =>
    laterBy === 0 ? time : timeOfSeconds((secondsOf(time) + laterBy + daySeconds) % daySeconds);
  const parts = session.parts.map((part) => ({
    ...part,
    anchor: part.anchor && moved(part.anchor),
  }));
  return { ...session, name, weekdays, startsAt, latestEnd, parts };
}

/** The session on the days before `from`, and from then on; `null` where it has none. */
export function splitSession<Kept extends Session>(
  session: Kept,
  from: LocalDate,
): { earlier: Kept | null; later: Kept | null } {
  const { validFrom, validTo } = session;
  if (validFrom !== null && validFrom >= from) return { earlier: null, later: session };
  if (validTo !== null && validTo < from) return { earlier: session, later: null };
  return {
    earlier: { ...session, validTo: addDays(from, -1) },
    later: { ...session, validFrom: from },
  };
}
