import type { LocalDate } from '../time/zoned.ts';
import { isWithinDates } from '../time/zoned.ts';
import type { DayMode } from './day-mode.ts';

/** Days on which something is in force, both included. */
interface Period {
  id: string;
  first: LocalDate;
  last: LocalDate;
}

/**
 * The period that decides on a day at a place: the nearest area that has one, and of two in one area that which
 * begins later, then that which was switched on later; `null` on an ordinary day (thường).
 * @param line the periods of each area, from the place's own up to its root
 */
export function periodOn<One extends Period>(
  line: readonly (readonly One[])[],
  date: LocalDate,
): One | null {
  for (const periods of line) {
    const inForce = periods
      .filter(({ first, last }) => isWithinDates(date, first, last))
      .sort((a, b) => compare(b.first, a.first) || compare(b.id, a.id));
    if (inForce[0]) return inForce[0];
  }
  return null;
}

/** Days on which a mode is in force in an area. */
export interface ModePeriod extends Period {
  mode: DayMode;
}

/** The mode of a day at a place, as {@link periodOn} has it. */
export function modeOn(line: readonly (readonly ModePeriod[])[], date: LocalDate): DayMode | null {
  return periodOn(line, date)?.mode ?? null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
