import type { Part, Session } from './session.ts';
import type { LocalDate, Weekday } from '../time/zoned.ts';
import { addDays, secondsOf, weekdayOf } from '../time/zoned.ts';

/** The parts of a session that decide when it sounds. */
export type SessionTimes = Pick<
  Session,
  'key' | 'weekdays' | 'startsAt' | 'latestEnd' | 'validFrom' | 'validTo'
>;

export type SessionFault =
  | 'no_length'
  | 'dates_reversed'
  | 'tier_twice'
  | 'parts_too_long'
  | 'anchor_outside'
  | 'anchors_out_of_order';

const daySeconds = 86_400;

/** From start to latest end, in seconds; past midnight where the end comes before the start. */
export function lengthSeconds({ startsAt, latestEnd }: SessionTimes): number {
  return (secondsOf(latestEnd) - secondsOf(startsAt) + daySeconds) % daySeconds;
}

/** What is wrong with a session by itself, or `null`. */
export function sessionFault(
  session: SessionTimes & { parts: readonly Part[] },
): SessionFault | null {
  const { validFrom, validTo, parts } = session;
  const length = lengthSeconds(session);
  if (length === 0) return 'no_length';
  if (validFrom !== null && validTo !== null && validTo < validFrom) return 'dates_reversed';
  if (new Set(parts.map(({ tier }) => tier)).size < parts.length) return 'tier_twice';
  const budgetMs = parts.reduce((sum, part) => sum + part.budgetMs, 0);
  if (budgetMs > length * 1000) return 'parts_too_long';
  const anchors = parts
    .map(({ anchor }) => anchor)
    .filter((anchor) => anchor !== null)
    .map((anchor) => (secondsOf(anchor) - secondsOf(session.startsAt) + daySeconds) % daySeconds);
  if (anchors.some((offset) => offset >= length)) return 'anchor_outside';
  const isInOrder = anchors.every((offset, index) => offset >= (anchors[index - 1] ?? 0));
  return isInOrder ? null : 'anchors_out_of_order';
}

/**
 * Whether two sessions of a station would sound at once on some day, or bear the same key on one. What
 * crosses midnight is held against the days beside.
 */
export function sessionsClash(a: SessionTimes, b: SessionTimes): boolean {
  return [-1, 0, 1].some((shift) => {
    if (shift === 0 && a.key === b.key) return haveDays(a, b, 0);
    return timesMeet(a, b, shift) && haveDays(a, b, shift);
  });
}

/** Whether `a` on a day and `b` `shift` days later have a second in common. */
function timesMeet(a: SessionTimes, b: SessionTimes, shift: number): boolean {
  const aFrom = secondsOf(a.startsAt);
  const bFrom = secondsOf(b.startsAt) + shift * daySeconds;
  return aFrom < bFrom + lengthSeconds(b) && bFrom < aFrom + lengthSeconds(a);
}

/** Whether there is a day with `a` such that `b` is on `shift` days later. */
function haveDays(a: SessionTimes, b: SessionTimes, shift: number): boolean {
  const weekdays = a.weekdays.filter((day) => b.weekdays.includes(shifted(day, shift)));
  const first = later(a.validFrom, b.validFrom && addDays(b.validFrom, -shift));
  const last = earlier(a.validTo, b.validTo && addDays(b.validTo, -shift));
  if (first === null || last === null) return weekdays.length > 0;
  // A week has every weekday.
  for (let date = first, days = 0; date <= last && days < 7; date = addDays(date, 1), days += 1)
    if (weekdays.includes(weekdayOf(date))) return true;
  return false;
}

function shifted(day: Weekday, shift: number): Weekday {
  return (((day - 1 + shift + 7) % 7) + 1) as Weekday;
}

function later(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

function earlier(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
