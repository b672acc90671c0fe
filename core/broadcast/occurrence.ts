import type { LocalDate } from '../time/zoned.ts';
import { isWithinDates, weekdayOf } from '../time/zoned.ts';
import type { Dates } from './broadcast.ts';

/** Stable name of a broadcast on a day, `[a-z0-9_-]+`: it survives changes of time. */
export function occurrenceId(broadcastId: string, date: LocalDate): string {
  return `${broadcastId}-${date}`;
}

/** The inverse of {@link occurrenceId}, or `null` for anything else. */
export function parseOccurrenceId(id: string): { broadcastId: string; date: LocalDate } | null {
  const match = /^([a-z0-9_]+)-(\d{4}-\d{2}-\d{2})$/.exec(id);
  return match?.[1] && match[2] ? { broadcastId: match[1], date: match[2] } : null;
}

/** Whether the dates contain a day: each day is decided from the rule, never from the day before. */
export function isOnDate(dates: Dates, date: LocalDate): boolean {
  if (dates.kind === 'once') return dates.date === date;
  if (!isWithinDates(date, dates.first, dates.last) || dates.except.includes(date)) return false;
  return dates.kind === 'daily' || dates.weekdays.includes(weekdayOf(date));
}

/** The last day that can have an occurrence, or `null` for an open end. */
export function lastDateOf(dates: Dates): LocalDate | null {
  return dates.kind === 'once' ? dates.date : dates.last;
}
