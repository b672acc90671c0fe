import type { Session } from '../../../core/session/session.ts';
import { isSessionOn } from '../../../core/session/session.ts';
import type { EpochMs, LocalDate } from '../../../core/time/zoned.ts';
import { daysFrom, instantOf, localDateOf } from '../../../core/time/zoned.ts';

/** The session that starts next, within a week: where a new broadcast would go. */
export function nextSession(
  sessions: readonly Session[],
  zone: string,
  now: EpochMs,
): { key: string; date: LocalDate } | null {
  for (const date of daysFrom(localDateOf(now, zone), 7)) {
    const [first] = sessions
      .filter((session) => isSessionOn(session, date, null))
      .filter(({ startsAt }) => instantOf(date, startsAt, zone) > now)
      .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
    if (first) return { key: first.key, date };
  }
  return null;
}
