import type { LocalDate, Weekday } from '../time/zoned.ts';

/** Days since 1970-01-01 of the proleptic Gregorian calendar: dates as integers, fast to compute with. */
export type DayNumber = number;

export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

const DAYS_BEFORE_1970 = 719_468;
const DAYS_IN_400_YEARS = 146_097;

/** The day of a year, month (1–12) and day of the month. The months count from March, so that the leap day is the last. */
export function dayNumberOf({ year, month, day }: CivilDate): DayNumber {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * DAYS_IN_400_YEARS + yearOfEra * 365 + leapDays + dayOfYear - DAYS_BEFORE_1970;
}

/** The inverse of {@link dayNumberOf}. */
export function civilOf(number: DayNumber): CivilDate {
  const shifted = number + DAYS_BEFORE_1970;
  const era = Math.floor(shifted / DAYS_IN_400_YEARS);
  const dayOfEra = shifted - era * DAYS_IN_400_YEARS;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/** Days in a month (1–12). */
export function monthLength(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** ISO weekday, 1 is Monday. */
export function weekdayOfDay(number: DayNumber): Weekday {
  return (((((number + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** Which week, Monday first, counted from the one of 1970-01-01. */
export function weekOfDay(number: DayNumber): number {
  return Math.floor((number + 3) / 7);
}

/** The Monday of a week of {@link weekOfDay}. */
export function mondayOfWeek(week: number): DayNumber {
  return week * 7 - 3;
}

/** The day of a `YYYY-MM-DD`, trusted to be one. */
export function dayOf(date: LocalDate): DayNumber {
  return dayNumberOf({
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8, 10)),
  });
}

/** The `YYYY-MM-DD` of a day of the years 0000 to 9999. */
export function dateOf(number: DayNumber): LocalDate {
  const { year, month, day } = civilOf(number);
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

/** Whether a text is a day that exists, `YYYY-MM-DD`. */
export function isLocalDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
}

/** Nothing recurs after it: the last day that `YYYY-MM-DD` can name. */
export const endOfTime: LocalDate = '9999-12-31';

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
