import type { QuietHoursAnswer } from '../../../contract/http/quiet-hours.ts';
import type { Weekday } from '../../../core/time/zoned.ts';
import { allWeekdays } from '../../../core/time/zoned.ts';

/** Quiet hours as their form holds them. */
export interface QuietHoursDraft {
  from: string;
  to: string;
  weekdays: Weekday[];
}

export function emptyQuietHours(): QuietHoursDraft {
  return { from: '21:00', to: '04:30', weekdays: [...allWeekdays] };
}

export function quietHoursDraftOf({ from, to, weekdays }: QuietHoursAnswer): QuietHoursDraft {
  return { from: from.slice(0, 5), to: to.slice(0, 5), weekdays: [...weekdays] };
}
