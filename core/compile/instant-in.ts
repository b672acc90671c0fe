import type { EpochMs, LocalTime } from '../time/zoned.ts';
import { addDays, instantOf } from '../time/zoned.ts';
import type { DayInput } from './day.ts';

/** The instant of a wall time of the input's day; with `after`, of the next day when it is not later. */
export function instantIn(
  input: Pick<DayInput, 'date' | 'zone'>,
  time: LocalTime,
  after?: LocalTime,
): EpochMs {
  const isNextDay = after !== undefined && time <= after;
  return instantOf(isNextDay ? addDays(input.date, 1) : input.date, time, input.zone);
}
