import type { LocalTime } from '../time/zoned.ts';
import { secondsOf, timeOfSeconds } from '../time/zoned.ts';
import { isOccurrenceName } from './occurrence-name.ts';

/** One airing of a day that has several. */
export interface Slot {
  /** Stable, `[a-z0-9_]+`: what is kept about an occurrence hangs on it, not on the time. */
  id: string;
  time: LocalTime;
}

export type SlotFault =
  | { code: 'bad_times' | 'bad_gap'; value: number; max: number }
  /** A day's airings start on that day; `value` is the number of the first that would not. */
  | { code: 'past_midnight'; value: number }
  | { code: 'no_slots' | 'too_many_slots' }
  | { code: 'bad_slot_id' | 'bad_slot_time' | 'same_slot_id' | 'same_slot_time'; value: string };

/** The slot that goes without saying in the name of an occurrence. */
export const firstSlotId = '1';

export const slotLimits = { times: 96, gapMinutes: 1439 };

const DAY_SECONDS = 86_400;

/**
 * "Lặp `times` lần cách `gapMinutes` phút": wall times from `time` on, named 1, 2, 3 …; the same number is
 * the same slot when time or gap change.
 */
export function slotsEvery(
  time: LocalTime,
  times: number,
  gapMinutes: number,
): { isOk: true; slots: Slot[] } | { isOk: false; fault: SlotFault } {
  const { times: maxTimes, gapMinutes: maxGap } = slotLimits;
  if (!Number.isInteger(times) || times < 1 || times > maxTimes)
    return { isOk: false, fault: { code: 'bad_times', value: times, max: maxTimes } };
  if (!Number.isInteger(gapMinutes) || gapMinutes < 1 || gapMinutes > maxGap)
    return { isOk: false, fault: { code: 'bad_gap', value: gapMinutes, max: maxGap } };
  const start = secondsOf(time);
  const fitting = Math.ceil((DAY_SECONDS - start) / (gapMinutes * 60));
  if (times > fitting) return { isOk: false, fault: { code: 'past_midnight', value: fitting + 1 } };
  const slots = Array.from({ length: times }, (_, index) => ({
    id: String(index + 1),
    time: timeOfSeconds(start + index * gapMinutes * 60),
  }));
  return { isOk: true, slots };
}

/** How slots came about, where {@link slotsEvery} gives them; `null` for any others. */
export function repetitionOf(
  slots: readonly Slot[],
): { time: LocalTime; times: number; gapMinutes: number } | null {
  const [first, second] = slots;
  if (!first || !second) return null;
  const gapMinutes = (secondsOf(second.time) - secondsOf(first.time)) / 60;
  const repeated = slotsEvery(first.time, slots.length, gapMinutes);
  const isSame =
    repeated.isOk &&
    repeated.slots.every((slot, index) => {
      const given = slots[index];
      return slot.id === given?.id && secondsOf(slot.time) === secondsOf(given.time);
    });
  return isSame ? { time: first.time, times: slots.length, gapMinutes } : null;
}

/** The first fault of a day's slots, or `null`. */
export function faultOfSlots(slots: readonly Slot[]): SlotFault | null {
  if (slots.length === 0) return { code: 'no_slots' };
  if (slots.length > slotLimits.times) return { code: 'too_many_slots' };
  const ids = new Set<string>();
  const times = new Set<number>();
  for (const { id, time } of slots) {
    if (!isOccurrenceName(id)) return { code: 'bad_slot_id', value: id };
    if (!/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(time))
      return { code: 'bad_slot_time', value: time };
    if (ids.has(id)) return { code: 'same_slot_id', value: id };
    if (times.has(secondsOf(time))) return { code: 'same_slot_time', value: time };
    ids.add(id);
    times.add(secondsOf(time));
  }
  return null;
}

/** An id for one more slot: never one that was used, also not one since removed. */
export function freeSlotId(used: readonly string[]): string {
  const numbers = used.map(Number).filter((number) => Number.isSafeInteger(number));
  return String(Math.max(0, ...numbers) + 1);
}
