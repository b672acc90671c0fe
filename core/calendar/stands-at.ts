import { instantOf, localDateOf, localTimeOf, type EpochMs } from '../time/zoned.ts';
import type { CalendarEvent } from './event-lines.ts';

/**
 * The day and wall time of an instant, for an event that stands alone. Where the wall shows that time
 * twice and this is not its first, it is told in UTC, so that nobody takes the other one.
 */
export function standsAt(
  startsAt: EpochMs,
  zone: string,
): Pick<CalendarEvent, 'recurrence' | 'time' | 'zone'> {
  const second = Math.round(startsAt / 1000) * 1000;
  const isPlain = instantOf(localDateOf(second, zone), localTimeOf(second, zone), zone) === second;
  const wall = isPlain ? zone : 'UTC';
  return {
    recurrence: {
      ...{ first: localDateOf(second, wall), last: null, count: null, rule: null },
      ...{ exdates: [], rdates: [] },
    },
    time: localTimeOf(second, wall),
    zone: wall,
  };
}
