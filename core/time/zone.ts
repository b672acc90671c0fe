import { Temporal } from 'temporal-polyfill';
import { dayOf } from '../recurrence/civil.ts';
import type { EpochMs, LocalDate, LocalTime } from './zoned.ts';
import { addDays, instantOf, secondsOf, startOfDay } from './zoned.ts';

/** A zone that remembers what its clocks do on the days that were asked for: exact, and quick when asked again. */
export interface Zone {
  name: string;
  /** As {@link instantOf}. */
  instantOf(date: LocalDate, time: LocalTime): EpochMs;
  /** As {@link startOfDay}. */
  startOfDay(date: LocalDate): EpochMs;
}

const DAY_MS = 86_400_000;

/** @throws RangeError for a zone that does not exist, when first asked */
export function openZone(name: string): Zone {
  /** By day: the one offset that holds all around it, or `null` where clocks change. */
  const offsets = new Map<LocalDate, number | null>();
  const offsetOf = (date: LocalDate): number | null => {
    const known = offsets.get(date);
    if (known !== undefined) return known;
    const found = steadyOffset(date, name);
    offsets.set(date, found);
    return found;
  };
  return {
    name,
    instantOf(date, time) {
      const offset = offsetOf(date);
      if (offset === null) return instantOf(date, time, name);
      return dayOf(date) * DAY_MS + secondsOf(time) * 1000 - offset;
    },
    startOfDay(date) {
      const offset = offsetOf(date);
      return offset === null ? startOfDay(date, name) : dayOf(date) * DAY_MS - offset;
    },
  };
}

/** The offset in ms of a day on which clocks run on, from the day before to the day after. */
function steadyOffset(date: LocalDate, zone: string): number | null {
  const from = Temporal.PlainDate.from(addDays(date, -1)).toZonedDateTime(zone);
  const next = from.getTimeZoneTransition('next');
  if (next && next.epochMilliseconds <= startOfDay(addDays(date, 2), zone)) return null;
  return from.offsetNanoseconds / 1_000_000;
}
