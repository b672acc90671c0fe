import type { LocalTime } from '../../time/zoned.ts';
import type { DayPart, SpokenTime } from './token.ts';

/** From which hour to before which, on the clock of 24 hours, a part of the day is said. */
const hours: Readonly<Record<DayPart, readonly [from: number, to: number]>> = {
  morning: [0, 12],
  noon: [10, 15],
  afternoon: [12, 19],
  evening: [17, 24],
  night: [21, 24],
};

/** The time of day that was meant, or `null` where time and part of the day do not go together. */
export function clockTime(time: SpokenTime, part: DayPart | null = time.part): SpokenTime | null {
  if (part === null || isIn(part, time.hour) || (part === 'night' && time.hour < 4)) return time;
  const later = time.hour + 12;
  if (time.hour === 0 || time.hour >= 12 || time.isPadded || !isIn(part, later)) return null;
  return { ...time, hour: later };
}

/** The part of the day of a time; night belongs to the evening. */
export function partOfHour(hour: number): DayPart {
  if (hour < 11) return 'morning';
  if (hour < 13) return 'noon';
  return hour < 18 ? 'afternoon' : 'evening';
}

/** Seconds since midnight. */
export function secondOf({ hour, minute, second }: SpokenTime): number {
  return hour * 3600 + minute * 60 + second;
}

export function toLocalTime({ hour, minute, second }: SpokenTime): LocalTime {
  const time = `${twoDigits(hour)}:${twoDigits(minute)}`;
  return second === 0 ? time : `${time}:${twoDigits(second)}`;
}

function isIn(part: DayPart, hour: number): boolean {
  const [from, to] = hours[part];
  return from <= hour && hour < to;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
