import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { datesIn } from '../../core/recurrence/occurs-on.ts';
import { addDays, type LocalDate } from '../../core/time/zoned.ts';

const daysAhead = 30;

/**
 * When a broadcast sounds next, to be compared as text: day and, where it has one, time. `null`: not
 * within a month. Stations lie in different zones, so it is a matter of order, not an instant.
 */
export function nextAiring(
  { dates, placement }: Pick<Broadcast, 'dates' | 'placement'>,
  today: LocalDate,
): string | null {
  const [date] = datesIn(dates, today, addDays(today, daysAhead), 1);
  if (date === undefined) return null;
  if (placement.kind !== 'at') return date;
  const [first] = placement.slots.map(({ time }) => time).sort();
  return `${date}T${first}`;
}
