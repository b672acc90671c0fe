import { isSessionOn, type Session } from '../../core/session/session.ts';
import { isWithinDates, type LocalDate, type LocalTime } from '../../core/time/zoned.ts';

/**
 * Which of the sessions with a key is meant by something that airs on a day: of those for that day the one that is
 * on at its time, then one that no day mode brings. `null` where there is none with the key.
 */
export function sessionOfDay(
  sessions: readonly Session[],
  { key, date, time }: { key: string; date: LocalDate; time: LocalTime },
): Session | null {
  const alike = sessions.filter((session) => session.key === key);
  const ofDay = alike.filter((session) => isSessionOn({ ...session, modeKeys: [] }, date, null));
  const [best] = inOrder(ofDay, (session) => [
    isOnAt(session, time),
    session.modeKeys.length === 0,
  ]);
  return best ?? alike[0] ?? null;
}

/** One session of each key, as a week has it: one that is held then and that no day mode brings, where there is. */
export function sessionsOfWeek(
  sessions: readonly Session[],
  { from, to }: { from: LocalDate; to: LocalDate },
): Session[] {
  const isHeld = ({ validFrom, validTo }: Session) =>
    isWithinDates(to, validFrom, null) && isWithinDates(from, null, validTo);
  const sorted = inOrder(sessions, (session) => [isHeld(session), session.modeKeys.length === 0]);
  const byKey = new Map<string, Session>();
  for (const session of sorted) if (!byKey.has(session.key)) byKey.set(session.key, session);
  // In the order in which they came: that of the day.
  const chosen = new Set(byKey.values());
  return sessions.filter((session) => chosen.has(session));
}

/** Those of which more is true first; else as they came. */
function inOrder(
  sessions: readonly Session[],
  truths: (session: Session) => readonly [boolean, boolean],
): Session[] {
  const rank = (session: Session) => {
    const [first, second] = truths(session);
    return (first ? 0 : 2) + (second ? 0 : 1);
  };
  return [...sessions].sort((a, b) => rank(a) - rank(b));
}

/** Whether what begins at a time begins within the session. */
function isOnAt({ startsAt, latestEnd }: Session, time: LocalTime): boolean {
  const at = `${time}:00`.slice(0, 8);
  const [start, end] = [`${startsAt}:00`.slice(0, 8), `${latestEnd}:00`.slice(0, 8)];
  return end > start ? start <= at && at < end : start <= at || at < end;
}
