import type { EpochMs, LocalDate, LocalTime } from '../../core/time/zoned.ts';
import { addDays, localDateOf, localTimeOf, secondsOf } from '../../core/time/zoned.ts';

/** Wall times from one to the other; past midnight when `to` is not after `from`. */
export interface Hours {
  from: LocalTime;
  to: LocalTime;
}

const dayMinutes = 1440;

/** The night in which nothing sounds. */
export const night: Hours = { from: '21:00', to: '05:00' };

/**
 * The night as ordinary quiet hours that leave the minutes from `now` on free: one rule, or two where
 * the free minutes lie inside it.
 */
export function quietHoursAround(now: EpochMs, freeMinutes: number, zone: string): Hours[] {
  const begin = minuteOf(night.from);
  const length = turn(minuteOf(night.to) - begin);
  const free = turn(minuteOf(localTimeOf(now, zone)) - begin);
  // Whole minutes that contain all of [now, now + freeMinutes].
  const freeEnd = free + freeMinutes + 1;
  const quiet: [number, number][] = [];
  if (free > 0) quiet.push([Math.max(0, freeEnd - dayMinutes), Math.min(free, length)]);
  if (freeEnd < length) quiet.push([freeEnd, length]);
  return quiet
    .filter(([from, to]) => from < to)
    .map(([from, to]) => ({ from: timeOf(begin + from), to: timeOf(begin + to) }));
}

/** When the demo's own session is, in the station's zone. */
export interface DemoSession {
  date: LocalDate;
  startsAt: LocalTime;
  latestEnd: LocalTime;
  startsAtMs: EpochMs;
}

/** A session of `minutes` from the whole second at or after `at`, also across midnight. */
export function demoSessionAt(at: EpochMs, minutes: number, zone: string): DemoSession {
  const startsAtMs = Math.ceil(at / 1000) * 1000;
  return {
    date: localDateOf(startsAtMs, zone),
    startsAt: localTimeOf(startsAtMs, zone),
    latestEnd: localTimeOf(startsAtMs + minutes * 60_000, zone),
    startsAtMs,
  };
}

/**
 * From which day a station's daily session holds: at once, unless it would meet the demo's own one
 * between `fromMs` and `toMs`, which sessions may not; then from the day after.
 */
export function validFromBeside(
  hours: Hours,
  { fromMs, toMs }: { fromMs: EpochMs; toMs: EpochMs },
  zone: string,
): LocalDate | null {
  const begin = secondsOf(hours.from);
  const length = secondsOf(hours.to) - begin;
  const since = secondsOf(localTimeOf(fromMs, zone)) - begin;
  const overlaps = since < length && since + (toMs - fromMs) / 1000 > 0;
  return overlaps ? addDays(localDateOf(toMs, zone), 1) : null;
}

const minuteOf = (time: LocalTime) => Math.floor(secondsOf(time) / 60);
const turn = (minutes: number) => ((minutes % dayMinutes) + dayMinutes) % dayMinutes;

function timeOf(minute: number): LocalTime {
  const clock = turn(minute);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(clock / 60))}:${two(clock % 60)}`;
}
