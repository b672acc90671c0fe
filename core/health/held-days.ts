import type { LocalDate } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';

/** How many days from `today` on, without a gap, are held with every file. */
export function heldDaysFrom(
  today: LocalDate,
  planned: readonly { date: LocalDate; playlist: string }[],
  complete: readonly string[],
): number {
  const held = new Set(
    planned.filter(({ playlist }) => complete.includes(playlist)).map(({ date }) => date),
  );
  let days = 0;
  while (held.has(addDays(today, days))) days += 1;
  return days;
}
