import type { LocalDate, Weekday } from '../../core/time/zoned.ts';
import { localDateOf, localTimeOf, weekdayOf } from '../../core/time/zoned.ts';

const shortNames: Record<string, Record<Weekday, string>> = {
  vi: { 1: 'T2', 2: 'T3', 3: 'T4', 4: 'T5', 5: 'T6', 6: 'T7', 7: 'CN' },
  en: { 1: 'Mon', 2: 'Tue', 3: 'Wed', 4: 'Thu', 5: 'Fri', 6: 'Sat', 7: 'Sun' },
};
const longNames: Record<string, Record<Weekday, string>> = {
  vi: {
    1: 'Thứ Hai',
    2: 'Thứ Ba',
    3: 'Thứ Tư',
    4: 'Thứ Năm',
    5: 'Thứ Sáu',
    6: 'Thứ Bảy',
    7: 'Chủ nhật',
  },
  en: {
    1: 'Monday',
    2: 'Tuesday',
    3: 'Wednesday',
    4: 'Thursday',
    5: 'Friday',
    6: 'Saturday',
    7: 'Sunday',
  },
};
const monthNames = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

export function weekdayName(weekday: Weekday, locale: string, length: 'short' | 'long'): string {
  const names = length === 'short' ? shortNames : longNames;
  return names[locale]?.[weekday] ?? String(weekday);
}

/** `23/11/2025` in Vietnamese, `23 Nov 2025` in English. */
export function dayText(date: LocalDate, locale: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  if (locale === 'vi') return `${day}/${month}/${year}`;
  return `${Number(day)} ${monthNames[Number(month) - 1] ?? month} ${year}`;
}

/** Day and month without the year: `23/11`, `23 Nov`. */
export function shortDayText(date: LocalDate, locale: string): string {
  const [, month = '', day = ''] = date.split('-');
  return locale === 'vi'
    ? `${day}/${month}`
    : `${Number(day)} ${monthNames[Number(month) - 1] ?? month}`;
}

/** `Chủ nhật, 23/11/2025`. */
export function longDayText(date: LocalDate, locale: string): string {
  return `${weekdayName(weekdayOf(date), locale, 'long')}, ${dayText(date, locale)}`;
}

/** `05:00` on the wall of a zone. */
export function clockText(at: number, zone: string): string {
  return localTimeOf(at, zone).slice(0, 5);
}

/** `05:00:07` on the wall of a zone. */
export function exactClockText(at: number, zone: string): string {
  return localTimeOf(at, zone);
}

/** `04:12`, or `04:12 22/11/2025` where it is not the same day as `now`. */
export function momentText(at: number, zone: string, now: number, locale: string): string {
  const date = localDateOf(at, zone);
  const time = clockText(at, zone);
  return date === localDateOf(now, zone) ? time : `${time} ${dayText(date, locale)}`;
}
