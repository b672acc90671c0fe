import type { OccurrenceAnswer } from '../../../contract/http/occurrences.ts';
import type { SessionAnswer } from '../../../contract/http/sessions.ts';
import { isSessionOn } from '../../../core/session/session.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import type { Bar } from './session-bar.ts';
import { barOf } from './session-bar.ts';

export interface SessionPlan {
  session: SessionAnswer;
  occurrences: OccurrenceAnswer[];
  bar: Bar;
}

/** One day of one station: its sessions with what lies in them, and what stands at its own time. */
export interface DayPlan {
  stationId: string;
  date: LocalDate;
  sessions: SessionPlan[];
  /** At their own time, or placed in a session that the station does not have that day. */
  loose: OccurrenceAnswer[];
}

export function dayPlanOf(
  stationId: string,
  date: LocalDate,
  sessions: readonly SessionAnswer[],
  occurrences: readonly OccurrenceAnswer[],
): DayPlan {
  const mine = occurrences
    .filter((one) => one.stationId === stationId && one.date === date)
    .sort((a, b) => (a.startsAt ?? Infinity) - (b.startsAt ?? Infinity));
  const plans = sessions
    .filter((session) => session.stationId === stationId && isSessionOn(session, date, null))
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
    .map((session): SessionPlan => {
      const inside = mine.filter(({ sessionKey }) => sessionKey === session.key);
      return { session, occurrences: inside, bar: barOf(session, inside) };
    });
  const keys = new Set(plans.map(({ session }) => session.key));
  return {
    stationId,
    date,
    sessions: plans,
    loose: mine.filter(({ sessionKey }) => sessionKey === null || !keys.has(sessionKey)),
  };
}
