import type { LocalDate } from '../../../core/time/zoned.ts';
import { addDays } from '../../../core/time/zoned.ts';

/** So many weeks ahead something is laid. */
const weeksAhead = 12;

/** Weeks from a Monday on, as a select shows them: `28/02 – 05/03/2028`. */
export function weekOptions(
  from: LocalDate,
  weekText: (monday: LocalDate) => string,
): { value: LocalDate; label: string }[] {
  return Array.from({ length: weeksAhead }, (_, index) => {
    const value = addDays(from, index * 7);
    return { value, label: weekText(value) };
  });
}
