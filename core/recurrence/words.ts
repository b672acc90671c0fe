import type { LocalDate, Weekday } from '../time/zoned.ts';
import type { OrdinalWeekday, Rule } from './recurrence.ts';

/** What a language says for each part of a recurrence; the parts are put together by `inWords`. */
export interface Words {
  date: (date: LocalDate) => string;
  once: (date: LocalDate) => string;
  weekday: (weekday: Weekday) => string;
  /** "thứ 2 đến thứ 6" */
  weekdaysThrough: (from: Weekday, to: Weekday) => string;
  /** 1 to 31, or from the end by a negative number. */
  monthDay: (day: number) => string;
  ordinalWeekday: (which: OrdinalWeekday) => string;
  /** A day of the year, day at least 1. */
  yearDay: (day: number, month: number) => string;
  ofMonths: (days: string, months: readonly number[]) => string;
  /** `days` is empty where each day counts. */
  every: (freq: Rule['freq'], interval: number, days: string) => string;
  list: (items: readonly string[]) => string;
  from: (first: LocalDate) => string;
  through: (last: LocalDate) => string;
  times: (count: number) => string;
  except: (dates: readonly LocalDate[]) => string;
  also: (dates: readonly LocalDate[]) => string;
}
