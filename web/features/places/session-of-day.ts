import type { SessionAnswer } from '../../../contract/http/sessions.ts';
import { isSessionOn } from '../../../core/session/session.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';

/** The session that a station has under a key on a day: it had another before the hours were changed. */
export function sessionOfDay(
  sessions: readonly SessionAnswer[],
  day: { stationId: string; sessionKey: string | null; date: LocalDate },
): SessionAnswer | undefined {
  return sessions.find(
    (one) =>
      one.stationId === day.stationId &&
      one.key === day.sessionKey &&
      // A day mode may hold it.
      isSessionOn({ ...one, modeKeys: [] }, day.date, null),
  );
}

/** Those that are held yet, on a day or later. */
export function sessionsAhead(
  sessions: readonly SessionAnswer[],
  today: LocalDate,
): SessionAnswer[] {
  return sessions.filter(({ validTo }) => validTo === null || validTo >= today);
}
