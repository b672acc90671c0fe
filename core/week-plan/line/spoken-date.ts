import { dateOf, dayOf, isLocalDate, monthLength } from '../../recurrence/civil.ts';
import type { LocalDate } from '../../time/zoned.ts';
import { addDays, weekdayOf } from '../../time/zoned.ts';
import type { SpokenDate, TokenOf } from '../words/token.ts';

/** What a day without its year or its week is measured by. */
export interface DayFrame {
  today: LocalDate;
  /** Monday of the week in view; `null` where a plan for several weeks leaves it open. */
  monday: LocalDate | null;
  /** A line of a week's plan says days of that week; a typed line says when it is to air from now on. */
  reading: 'week' | 'open';
}

/** As far as "ngày 24" looks ahead. */
const daysAhead = 62;

/**
 * A day of the calendar: without its year the nearest one, without its month one of the week in view or, in
 * a typed line, the next. `null` where there is none.
 */
export function dateOfSpoken(spoken: SpokenDate, frame: DayFrame): LocalDate | null {
  const { day, month, year } = spoken;
  if (month === null) return dayOfMonth(day, frame);
  if (year !== null) {
    const date = dateFrom(year, month, day);
    return isLocalDate(date) ? date : null;
  }
  const middle = dayOf(addDays(frame.monday ?? frame.today, 3));
  const thisYear = Number(dateOf(middle).slice(0, 4));
  const near = [thisYear - 1, thisYear, thisYear + 1]
    .filter((each) => day <= monthLength(each, month))
    .map((each) => dateFrom(each, month, day))
    .sort((a, b) => Math.abs(dayOf(a) - middle) - Math.abs(dayOf(b) - middle));
  return near[0] ?? null;
}

/** The ends of a span of days in order, or `null` where it is none. */
export function spanOf(
  { dates: [start], through }: TokenOf<'dates'>,
  frame: DayFrame,
): { from: LocalDate; to: LocalDate } | null {
  if (!start || !through) return null;
  // What stands once, at its end, holds for both, but for a year that turns between.
  const month = start.month ?? through.month;
  const isTurn = month !== null && through.month !== null && month > through.month;
  const year = start.year ?? (through.year === null ? null : through.year - (isTurn ? 1 : 0));
  const from = dateOfSpoken({ ...start, month, year }, frame);
  const to = dateOfSpoken(through, frame);
  return from !== null && to !== null && from < to ? { from, to } : null;
}

/** Where days said without a week begin to count in a typed line. */
export function openFrom({ today, monday }: DayFrame): LocalDate {
  return monday !== null && monday > today ? monday : today;
}

export function mondayOf(date: LocalDate): LocalDate {
  return addDays(date, 1 - weekdayOf(date));
}

function dayOfMonth(day: number, frame: DayFrame): LocalDate | null {
  const isWeek = frame.reading === 'week';
  const from = isWeek ? frame.monday : frame.today;
  if (from === null) return null;
  for (let index = 0; index < (isWeek ? 7 : daysAhead); index += 1) {
    const date = addDays(from, index);
    if (Number(date.slice(8)) === day) return date;
  }
  return null;
}

function dateFrom(year: number, month: number, day: number): LocalDate {
  return [String(year).padStart(4, '0'), twoDigits(month), twoDigits(day)].join('-');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
