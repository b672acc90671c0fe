import type { EpochMs, LocalDate } from '../../core/time/zoned.ts';
import { addDays, daysFrom, localDateOf } from '../../core/time/zoned.ts';

/** Endpoints hold so many days after today, and need no server meanwhile. */
export const daysAhead = 7;

/** The days that are held at an instant: yesterday, whose tail may sound, today and those ahead. */
export function heldDays(now: EpochMs, zone: string): LocalDate[] {
  return daysFrom(addDays(localDateOf(now, zone), -1), daysAhead + 2);
}
