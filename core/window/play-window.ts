import type { LocalDate, LocalTime, Weekday } from '../time/zoned.ts';
import { isWithinDates, weekdayOf } from '../time/zoned.ts';

/**
 * Air of an area that was granted to somebody: inside it they place, move and swap approved recordings
 * without anybody's approval of the timetable.
 */
export interface PlayWindow {
  id: string;
  /** Where it holds, with everything beneath. */
  areaId: string;
  weekdays: readonly Weekday[];
  /** Of one day, `from` before `to`; `null`: only the sessions count. */
  hours: { from: LocalTime; to: LocalTime } | null;
  /** Sessions that are part of it, whatever their hours. */
  sessionKeys: readonly string[];
  validFrom: LocalDate | null;
  validTo: LocalDate | null;
}

/** Whether a window is open on a day at all. */
export function isWindowOn(
  { weekdays, validFrom, validTo }: Pick<PlayWindow, 'weekdays' | 'validFrom' | 'validTo'>,
  date: LocalDate,
): boolean {
  return isWithinDates(date, validFrom, validTo) && weekdays.includes(weekdayOf(date));
}
