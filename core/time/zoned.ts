import { Temporal } from 'temporal-polyfill';

/** A calendar day, `YYYY-MM-DD`. */
export type LocalDate = string;
/** A wall-clock time, `HH:MM` or `HH:MM:SS`. */
export type LocalTime = string;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;
/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const allWeekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/**
 * The instant of a wall time. A time inside a daylight-saving gap uses the offset before the gap, one
 * that exists twice is its first: Temporal's `compatible`.
 * @throws RangeError for an impossible date, time or zone
 */
export function instantOf(date: LocalDate, time: LocalTime, zone: string): EpochMs {
  return Temporal.PlainDate.from(date)
    .toPlainDateTime(Temporal.PlainTime.from(time))
    .toZonedDateTime(zone).epochMilliseconds;
}

/** The first instant of a day in a zone (not always 00:00). */
export function startOfDay(date: LocalDate, zone: string): EpochMs {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

/** The day that a clock on the wall of `zone` shows at an instant. */
export function localDateOf(instant: EpochMs, zone: string): LocalDate {
  return zoned(instant, zone).toPlainDate().toString();
}

/** The wall time at an instant, `HH:MM:SS`. */
export function localTimeOf(instant: EpochMs, zone: string): LocalTime {
  return zoned(instant, zone).toPlainTime().toString({ smallestUnit: 'second' });
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

export function weekdayOf(date: LocalDate): Weekday {
  return Temporal.PlainDate.from(date).dayOfWeek as Weekday;
}

/** `count` days from `first` on, in order. */
export function daysFrom(first: LocalDate, count: number): LocalDate[] {
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}

/** Whether `date` lies in [from, to]; an open end is `null`. */
export function isWithinDates(date: LocalDate, from: LocalDate | null, to: LocalDate | null) {
  return (from === null || from <= date) && (to === null || date <= to);
}

/** Seconds since midnight of a wall time. */
export function secondsOf(time: LocalTime): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}

/** The wall time so many seconds after midnight, within a day; without seconds where there are none. */
export function timeOfSeconds(seconds: number): LocalTime {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (seconds % 60 !== 0) parts.push(seconds % 60);
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

export function isZone(zone: string): boolean {
  try {
    Temporal.PlainDate.from('2000-01-01').toZonedDateTime(zone);
    return true;
  } catch {
    return false;
  }
}

function zoned(instant: EpochMs, zone: string) {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}
