import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { isOnDate } from '../../core/broadcast/occurrence.ts';
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
  for (let ahead = 0; ahead < daysAhead; ahead += 1) {
    const date = addDays(today, ahead);
    if (!isOnDate(dates, date)) continue;
    return placement.kind === 'at' ? `${date}T${placement.time}` : date;
  }
  return null;
}
