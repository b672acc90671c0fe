import type { LocalDate } from '../../../core/time/zoned.ts';
import { daysFrom } from '../../../core/time/zoned.ts';
import { mondayOf } from '../../../core/week/monday-of.ts';

/** The seven days of the week that holds a day, Monday first. */
export function weekOf(date: LocalDate): LocalDate[] {
  return daysFrom(mondayOf(date), 7);
}

/** Reads a day from an address; anything else is `fallback`. */
export function dayFrom(value: unknown, fallback: LocalDate): LocalDate {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : fallback;
}
