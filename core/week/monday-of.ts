import type { LocalDate } from '../time/zoned.ts';
import { addDays, weekdayOf } from '../time/zoned.ts';

/** The Monday on or before a day. */
export function mondayOf(date: LocalDate): LocalDate {
  return addDays(date, 1 - weekdayOf(date));
}
