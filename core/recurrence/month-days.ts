import type { Weekday } from '../time/zoned.ts';
import type { MonthDays } from './recurrence.ts';

/** The days of a month with `length` days that begins on a weekday, ascending. */
export type MonthDaysReader = (length: number, firstWeekday: Weekday) => readonly number[];

/**
 * Reads {@link MonthDays}. There are only 28 kinds of months, so each is worked out once, when it is
 * first met.
 */
export function readMonthDays(on: MonthDays): MonthDaysReader {
  const known: (readonly number[] | undefined)[] = [];
  return (length, firstWeekday) => {
    const kind = (length - 28) * 7 + firstWeekday - 1;
    return (known[kind] ??= daysOf(on, length, firstWeekday));
  };
}

function daysOf(on: MonthDays, length: number, firstWeekday: Weekday): number[] {
  const days: number[] = [];
  for (let day = 1; day <= length; day += 1) {
    if (isMonthDay(on, day, length, firstWeekday)) days.push(day);
  }
  return days;
}

function isMonthDay(on: MonthDays, day: number, length: number, firstWeekday: Weekday): boolean {
  const fromEnd = length - day;
  if (on.by === 'day') return on.days.includes(day) || on.days.includes(-1 - fromEnd);
  const weekday = ((firstWeekday + day - 2) % 7) + 1;
  const ordinal = Math.floor((day - 1) / 7) + 1;
  const ordinalFromEnd = -1 - Math.floor(fromEnd / 7);
  return on.weekdays.some(
    (each) =>
      each.weekday === weekday && (each.ordinal === ordinal || each.ordinal === ordinalFromEnd),
  );
}
