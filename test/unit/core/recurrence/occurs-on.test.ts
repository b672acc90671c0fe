import { describe, expect, test } from 'vitest';
import { civilOf, dateOf, dayOf, isLocalDate } from '../../../../core/recurrence/civil.ts';
import {
  countBefore,
  createOccursOn,
  datesIn,
  lastDateOf,
  nextDates,
  occursOn,
} from '../../../../core/recurrence/occurs-on.ts';
import type { Recurrence, Rule } from '../../../../core/recurrence/recurrence.ts';
import { addDays, daysFrom, instantOf, weekdayOf } from '../../../../core/time/zoned.ts';
import {
  chanceOf,
  examplesToTry,
  randomRecurrence,
  seedToTry,
} from '../../../support/random-recurrence.ts';

const every = (rule: Rule | null, more: Partial<Recurrence> = {}): Recurrence => ({
  first: '2026-11-24',
  last: null,
  count: null,
  rule,
  exdates: [],
  rdates: [],
  ...more,
});
const daily: Rule = { freq: 'daily', interval: 1 };
const monthlyOn = (...days: number[]): Rule => ({
  freq: 'monthly',
  interval: 1,
  on: { by: 'day', days },
});

describe('days as numbers', () => {
  test('agree with Temporal over every day of a leap cycle, and with its weekdays', () => {
    const first = dayOf('1899-12-30');
    for (const [index, date] of daysFrom('1899-12-30', 1500).entries())
      expect([dateOf(first + index), dayOf(date)]).toEqual([date, first + index]);
    for (const date of ['0000-01-01', '1600-02-29', '1900-03-01', '2000-02-29', '9999-12-31'])
      expect(dateOf(dayOf(date))).toBe(date);
    expect(civilOf(dayOf('2028-02-29') + 1)).toEqual({ year: 2028, month: 3, day: 1 });
  });

  test('only days that exist are days', () => {
    expect(['2028-02-29', '2026-12-31'].every(isLocalDate)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', ''].some(isLocalDate)).toBe(
      false,
    );
  });
});

describe('the days of a rule', () => {
  test('a weekly one has its Sunday and the last day of its range', () => {
    const rule: Rule = { freq: 'weekly', interval: 1, weekdays: [7, 1] };
    const weekly = every(rule, {
      first: '2026-11-16',
      last: '2026-11-29',
      exdates: ['2026-11-22'],
    });
    expect(datesIn(weekly, '2026-11-01', '2026-12-31')).toEqual([
      '2026-11-16',
      '2026-11-23',
      '2026-11-29',
    ]);
  });

  test('the first day is one only if the rule says so', () => {
    const rule: Rule = { freq: 'weekly', interval: 2, weekdays: [1] };
    expect(nextDates(every(rule), '2026-11-01', 2)).toEqual(['2026-12-07', '2026-12-21']);
  });

  test('weeks begin on Monday, so that each other week keeps its Sunday', () => {
    const rule: Rule = { freq: 'weekly', interval: 2, weekdays: [7, 1] };
    expect(nextDates(every(rule, { first: '2026-11-23' }), '2026-11-23', 4)).toEqual([
      '2026-11-23',
      '2026-11-29',
      '2026-12-07',
      '2026-12-13',
    ]);
  });

  test('a month without the day is passed over', () => {
    const rule = monthlyOn(31);
    expect(nextDates(every(rule, { first: '2027-01-31' }), '2027-01-01', 4)).toEqual([
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
      '2027-07-31',
    ]);
  });

  test('days count from the end of the month too, and one that is meant twice is one', () => {
    const rule = monthlyOn(-1, 28);
    expect(nextDates(every(rule, { first: '2027-02-01' }), '2027-02-01', 3)).toEqual([
      '2027-02-28',
      '2027-03-28',
      '2027-03-31',
    ]);
  });

  test('the fifth Monday is only in months that have one; the last always is', () => {
    const on = (ordinal: number): Rule => ({
      freq: 'monthly',
      interval: 1,
      on: { by: 'weekday', weekdays: [{ ordinal, weekday: 1 }] },
    });
    expect(nextDates(every(on(5)), '2026-12-01', 2)).toEqual(['2027-03-29', '2027-05-31']);
    expect(nextDates(every(on(-1)), '2026-12-01', 2)).toEqual(['2026-12-28', '2027-01-25']);
  });

  test('29 February comes every four years, and not in 2100', () => {
    const rule: Rule = { freq: 'yearly', interval: 1, months: [2], on: { by: 'day', days: [29] } };
    expect(nextDates(every(rule), '2090-01-01', 3)).toEqual([
      '2092-02-29',
      '2096-02-29',
      '2104-02-29',
    ]);
    const eachOther = every({ ...rule, interval: 3 });
    expect(nextDates(eachOther, '2026-11-24', 1)).toEqual(['2032-02-29']);
  });

  test('a count counts days of the rule: exceptions use it up, extra days do not', () => {
    const counted = every(daily, {
      count: 3,
      exdates: ['2026-11-25'],
      rdates: ['2026-12-25', '2026-11-26'],
    });
    expect(datesIn(counted, '2026-11-01', '2026-12-31')).toEqual([
      '2026-11-24',
      '2026-11-26',
      '2026-12-25',
    ]);
    expect(lastDateOf(counted)).toBe('2026-12-25');
    expect(countBefore(counted, '2027-01-01')).toBe(3);
  });

  test('an exception wins over an extra day', () => {
    const once = every(null, { rdates: ['2026-12-01'], exdates: ['2026-12-01'] });
    expect(datesIn(once, '2026-01-01', '2027-01-01')).toEqual(['2026-11-24']);
  });
});

describe('wall times of the days', () => {
  const instants = (zone: string, time: string, first: string, count: number) =>
    nextDates(every(daily, { first }), first, count).map((date) =>
      new Date(instantOf(date, time, zone)).toISOString().slice(0, 16),
    );

  test('a gap uses the offset before it, a repeated time is its first, also by half hours', () => {
    expect(instants('Europe/Berlin', '02:30', '2026-03-28', 3)).toEqual([
      '2026-03-28T01:30',
      '2026-03-29T01:30',
      '2026-03-30T00:30',
    ]);
    expect(instants('America/New_York', '01:30', '2026-10-31', 3)).toEqual([
      '2026-10-31T05:30',
      '2026-11-01T05:30',
      '2026-11-02T06:30',
    ]);
    expect(instants('Australia/Lord_Howe', '02:15', '2026-10-03', 3)).toEqual([
      '2026-10-02T15:45',
      '2026-10-03T15:45',
      '2026-10-04T15:15',
    ]);
  });

  test('a day that a zone never had falls on the instant of the next', () => {
    expect(instants('Pacific/Apia', '10:00', '2011-12-29', 3)).toEqual([
      '2011-12-29T20:00',
      '2011-12-30T20:00',
      '2011-12-30T20:00',
    ]);
  });
});

/** What a rule means, said once more and slowly: from the definition, day by day, with Temporal. */
function isRuleDaySlowly({ first, last, rule }: Recurrence, date: string): boolean {
  if (rule === null) return date === first;
  if (date < first || (last !== null && date > last)) return false;
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const [firstYear, firstMonth] = first.split('-').map(Number) as [number, number];
  const days = (Date.parse(date) - Date.parse(first)) / 86_400_000;
  if (rule.freq === 'daily') return days % rule.interval === 0;
  if (rule.freq === 'weekly') {
    const weeks = (days + weekdayOf(first) - weekdayOf(date)) / 7;
    return weeks % rule.interval === 0 && rule.weekdays.includes(weekdayOf(date));
  }
  const months = (year - firstYear) * 12 + month - firstMonth;
  if (rule.freq === 'monthly' && months % rule.interval !== 0) return false;
  if (rule.freq === 'yearly' && (year - firstYear) % rule.interval !== 0) return false;
  if (rule.freq === 'yearly' && !rule.months.includes(month)) return false;
  const { on } = rule;
  const isIn = (other: string) => other.slice(0, 7) === date.slice(0, 7);
  if (on.by === 'day') {
    if (on.days.includes(day)) return true;
    return on.days.some(
      (each) => each < 0 && isIn(addDays(date, -each - 1)) && !isIn(addDays(date, -each)),
    );
  }
  return on.weekdays.some(({ ordinal, weekday }) => {
    if (weekday !== weekdayOf(date)) return false;
    const step = ordinal > 0 ? -7 : 7;
    const others = Math.abs(ordinal);
    return isIn(addDays(date, step * (others - 1))) && !isIn(addDays(date, step * others));
  });
}

test(`each day is decided as its definition says (seed ${seedToTry})`, { timeout: 600_000 }, () => {
  const chance = chanceOf(seedToTry + 2);
  for (let index = 0; index < examplesToTry(60, 2000); index += 1) {
    const recurrence = randomRecurrence(chance);
    let room = recurrence.count ?? Infinity;
    const expected = daysFrom(recurrence.first, 500).filter((date) => {
      const isRuleDay = isRuleDaySlowly(recurrence, date) && room > 0;
      if (isRuleDay) room -= 1;
      if (recurrence.exdates.includes(date)) return false;
      return isRuleDay || recurrence.rdates.includes(date);
    });
    const last = addDays(recurrence.first, 499);
    const text = JSON.stringify(recurrence);
    expect(datesIn(recurrence, recurrence.first, last), text).toEqual(expected);
    const from = addDays(recurrence.first, Math.floor(chance() * 300));
    const within = expected.filter((date) => date >= from);
    expect(datesIn(recurrence, from, last), text).toEqual(within);
    expect(datesIn(recurrence, from, last, 2), text).toEqual(within.slice(0, 2));
    const some = addDays(from, Math.floor(chance() * 100));
    expect(occursOn(recurrence, some), `${text} on ${some}`).toBe(expected.includes(some));
    // Asked in any order.
    const isOn = createOccursOn(recurrence);
    for (const date of [some, addDays(some, 15), addDays(some, 16), addDays(some, -1), some])
      expect(isOn(date), `${text} on ${date}`).toBe(expected.includes(date));
    const end = lastDateOf(recurrence);
    if (end !== null && end <= last && recurrence.exdates.length === 0)
      expect(expected.every((date) => date <= end)).toBe(true);
  }
});

describe('absurd rules', () => {
  const yearly = (...days: number[]): Rule => ({
    freq: 'yearly',
    interval: 1,
    months: [2],
    on: { by: 'day', days },
  });

  // What would not end, or would walk day by day, would run into the time limit of the test.
  test.each<[string, Recurrence, number]>([
    ['every 1e9 days', every({ freq: 'daily', interval: 1e9 }), 1],
    ['every 1e9 weeks', every({ freq: 'weekly', interval: 1e9, weekdays: [2] }), 1],
    ['every 1e9 months', every({ ...monthlyOn(24), interval: 1e9 }), 1],
    ['every 1e9 years', every({ ...yearly(29), interval: 1e9 }), 0],
    ['an interval of 0', every({ freq: 'daily', interval: 0 }), 3],
    ['an interval that is no number', every({ freq: 'daily', interval: NaN }), 1],
    ['30 February', every(yearly(30)), 0],
    ['no weekdays', every({ freq: 'weekly', interval: 1, weekdays: [] }), 0],
    [
      'no months',
      every({ freq: 'yearly', interval: 1, months: [], on: { by: 'day', days: [1] } }),
      0,
    ],
    ['from the year 0', every(monthlyOn(31), { first: '0000-01-01', count: 1e6 }), 3],
  ])('%s end soon', (_, recurrence, count) => {
    expect(nextDates(recurrence, '2026-11-24', 3)).toHaveLength(count);
    for (let times = 0; times < 20; times += 1) occursOn(recurrence, '9999-12-30');
  });

  test('a million days are counted without walking them', () => {
    const counted = every(daily, { first: '2000-01-01', count: 1e6 });
    for (let times = 0; times < 1000; times += 1) {
      expect(occursOn(counted, '4737-11-27')).toBe(true);
      expect(occursOn(counted, '4737-11-28')).toBe(false);
    }
    expect(lastDateOf(counted)).toBe('4737-11-27');
    expect(lastDateOf(every(monthlyOn(1), { count: 1e6 }))).toBe('9999-12-31');
  });
});
