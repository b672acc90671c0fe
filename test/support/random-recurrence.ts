import type { MonthDays, Recurrence, Rule } from '../../core/recurrence/recurrence.ts';
import { datesIn } from '../../core/recurrence/occurs-on.ts';
import type { Weekday } from '../../core/time/zoned.ts';
import { addDays } from '../../core/time/zoned.ts';

/** Numbers in [0, 1) that a seed repeats. */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(chance: Chance, from: readonly T[]): T =>
  from[Math.floor(chance() * from.length)]!;

const whole = (chance: Chance, min: number, max: number) =>
  min + Math.floor(chance() * (max - min + 1));

function some<T>(chance: Chance, from: readonly T[], most: number): T[] {
  const chosen = new Set<T>();
  const count = whole(chance, 1, most);
  while (chosen.size < count) chosen.add(pick(chance, from));
  return [...chosen];
}

const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const monthDays = [
  ...Array.from({ length: 31 }, (_, day) => day + 1),
  29,
  30,
  31,
  31,
  -1,
  -1,
  -2,
  -5,
  -31,
];
const ordinals = [1, 2, 3, 4, 5, -1, -2, -3, -4, -5];

function randomMonthDays(chance: Chance): MonthDays {
  if (chance() < 0.55) return { by: 'day', days: some(chance, monthDays, 4) };
  const pairs = ordinals.flatMap((ordinal) => weekdays.map((weekday) => ({ ordinal, weekday })));
  return { by: 'weekday', weekdays: some(chance, pairs, 3) };
}

function randomRule(chance: Chance): Rule {
  const interval = chance() < 0.5 ? 1 : whole(chance, 2, chance() < 0.8 ? 5 : 60);
  switch (whole(chance, 1, 4)) {
    case 1:
      return { freq: 'daily', interval };
    case 2:
      return { freq: 'weekly', interval, weekdays: some(chance, weekdays, 7) };
    case 3:
      return { freq: 'monthly', interval, on: randomMonthDays(chance) };
    default: {
      const months = some(chance, [1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 3);
      const years = chance() < 0.6 ? 1 : whole(chance, 2, 5);
      return { freq: 'yearly', interval: years, months, on: randomMonthDays(chance) };
    }
  }
}

/** A recurrence as somebody could save it, from a seed; sometimes one that never happens. */
export function randomRecurrence(chance: Chance): Recurrence {
  const first = addDays('1996-01-01', whole(chance, 0, 14_000));
  const end = chance();
  const days = chance() < 0.3 ? 3000 : 400;
  const bare: Recurrence = {
    first,
    last: end < 0.4 ? addDays(first, whole(chance, 0, days)) : null,
    count: end >= 0.4 && end < 0.7 ? whole(chance, 1, chance() < 0.2 ? 400 : 20) : null,
    rule: randomRule(chance),
    exdates: [],
    rdates: [],
  };
  const near = datesIn(bare, first, addDays(first, 800), 30);
  return {
    ...bare,
    exdates: chance() < 0.3 && near.length > 0 ? some(chance, near, Math.min(3, near.length)) : [],
    rdates: chance() < 0.2 ? [1, 2].map(() => addDays(first, whole(chance, 0, 500))) : [],
  };
}

/** Zones that differ in what can go wrong: none, half hours, short summers, a skipped day, midnight changes. */
export const zonesToTry = [
  'Asia/Ho_Chi_Minh',
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'America/St_Johns',
  'Africa/Casablanca',
];

export const timesToTry = ['05:00', '17:00', '02:30', '00:00', '00:30', '02:10', '23:59', '01:15'];

/** The seed of a run: `LOA_SEED`, or always the same. */
export const seedToTry = Number(process.env.LOA_SEED ?? 20_261_124);

/** How many examples: few in CI, `LOA_LONG=1` for all. */
export const examplesToTry = (few: number, many: number) =>
  process.env.LOA_LONG === '1' ? many : few;
