import type { LocalDate, LocalTime } from '../time/zoned.ts';
import { addDays, instantOf, localDateOf } from '../time/zoned.ts';
import { isLocalDate } from './civil.ts';

/** A DATE or DATE-TIME of RFC 5545. */
export interface Stamp {
  date: LocalDate;
  /** `HH:MM` or `HH:MM:SS`; `null` for a DATE. */
  time: LocalTime | null;
  /** `UTC` for a trailing Z; `null` where none is named. */
  zone: string | null;
}

/** Reads `20261124`, `20261124T050000` or `20261123T220000Z`; `null` for anything else. */
export function parseStamp(text: string, zone: string | null): Stamp | null {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(text);
  if (!match) return null;
  const [, year = '', month = '', day = '', hour, minute, second, utc] = match;
  const date = `${year}-${month}-${day}`;
  if (!isLocalDate(date)) return null;
  if (hour === undefined || minute === undefined || second === undefined)
    return { date, time: null, zone: null };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const time = second === '00' ? `${hour}:${minute}` : `${hour}:${minute}:${second}`;
  return { date, time, zone: utc === 'Z' ? 'UTC' : zone };
}

/** The day of `start`'s series on which a stamp falls, or `null` where its time of day is another. */
export function dateInSeries(stamp: Stamp, start: Stamp): LocalDate | null {
  if (stamp.time === null || start.time === null || stamp.zone === start.zone)
    return stamp.time === start.time ? stamp.date : null;
  if (stamp.zone === null || start.zone === null) return null;
  const instant = instantOf(stamp.date, stamp.time, stamp.zone);
  const date = localDateOf(instant, start.zone);
  return instantOf(date, start.time, start.zone) === instant ? date : null;
}

/** The last day of `start`'s series that is not after a stamp: what UNTIL means. */
export function lastDateUntil(until: Stamp, start: Stamp): LocalDate {
  const { time, zone } = start;
  if (until.time === null || time === null) return until.date;
  if (zone === null || until.zone === null)
    return until.time >= time ? until.date : addDays(until.date, -1);
  const instant = instantOf(until.date, until.time, until.zone);
  const date = localDateOf(instant, zone);
  return instantOf(date, time, zone) <= instant ? date : addDays(date, -1);
}
