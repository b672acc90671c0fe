import { describe, expect, test } from 'vitest';
import { datesIn, occursOn } from '../../../../core/recurrence/occurs-on.ts';
import type { Recurrence } from '../../../../core/recurrence/recurrence.ts';
import {
  beginAt,
  endBefore,
  exceptOne,
  lostExceptions,
} from '../../../../core/recurrence/split.ts';
import { addDays } from '../../../../core/time/zoned.ts';
import {
  chanceOf,
  examplesToTry,
  randomRecurrence,
  seedToTry,
} from '../../../support/random-recurrence.ts';

const weekly: Recurrence = {
  first: '2026-11-24',
  last: null,
  count: null,
  rule: { freq: 'weekly', interval: 2, weekdays: [2, 4] },
  exdates: [],
  rdates: [],
};
const all = (recurrence: Recurrence | null, to = '2040-12-31') =>
  recurrence === null ? [] : datesIn(recurrence, '1990-01-01', to);

describe('one occurrence', () => {
  test('is left out; a day on which nothing happens changes nothing', () => {
    expect(exceptOne(weekly, '2026-11-26').exdates).toEqual(['2026-11-26']);
    expect(exceptOne(weekly, '2026-11-25')).toBe(weekly);
  });

  test('that was an extra day is no extra day any more', () => {
    const more = { ...weekly, rdates: ['2026-11-25', '2026-11-26'] };
    expect(exceptOne(more, '2026-11-25')).toEqual({ ...more, rdates: ['2026-11-26'] });
    expect(occursOn(exceptOne(more, '2026-11-26'), '2026-11-26')).toBe(false);
  });
});

describe('this and following', () => {
  test('keeps the step of an interval, also from a day between', () => {
    const begun = beginAt(weekly, '2026-11-27');
    expect(begun?.first).toBe('2026-12-08');
    expect(all(endBefore(weekly, '2026-11-27'))).toEqual(['2026-11-24', '2026-11-26']);
  });

  test('divides a count, exceptions included', () => {
    const counted = { ...weekly, count: 5, exdates: ['2026-11-24'] };
    expect(beginAt(counted, '2026-12-10')?.count).toBe(2);
    expect(all(endBefore(counted, '2026-12-10'))).toEqual(['2026-11-26', '2026-12-08']);
    expect(endBefore(counted, '2027-06-01')).toEqual(counted);
    expect(beginAt(counted, '2027-06-01')).toBeNull();
  });

  test('from the first day on leaves nothing before', () => {
    expect(endBefore(weekly, '2026-11-24')).toBeNull();
    expect(beginAt(weekly, '2026-01-01')).toEqual(weekly);
  });

  test('keeps extra days on their side of the cut', () => {
    const once = { ...weekly, rule: null, rdates: ['2026-12-24', '2026-12-31'] };
    expect(all(endBefore(once, '2026-12-31'))).toEqual(['2026-11-24', '2026-12-24']);
    expect(beginAt(once, '2026-12-24')).toEqual({
      ...once,
      first: '2026-12-24',
      rdates: ['2026-12-31'],
    });
  });

  test(`gives both parts together what the whole gave (seed ${seedToTry})`, () => {
    const chance = chanceOf(seedToTry + 3);
    for (let index = 0; index < examplesToTry(300, 10_000); index += 1) {
      const recurrence = randomRecurrence(chance);
      const cut = addDays(recurrence.first, Math.floor(chance() * 700) - 50);
      const to = addDays(recurrence.first, 1500);
      const whole = all(recurrence, to);
      const text = `${JSON.stringify(recurrence)} cut at ${cut}`;
      expect(all(endBefore(recurrence, cut), to), text).toEqual(whole.filter((date) => date < cut));
      expect(all(beginAt(recurrence, cut), to), text).toEqual(whole.filter((date) => date >= cut));
    }
  });
});

test('other weekdays lose the exceptions that stood on the old ones', () => {
  const before = { ...weekly, exdates: ['2026-12-08', '2026-11-26'], rdates: ['2026-12-25'] };
  const after: Recurrence = { ...before, rule: { freq: 'weekly', interval: 2, weekdays: [2, 5] } };
  const edited = ['2026-11-24', '2026-12-10', '2026-12-25', '2026-11-25'];
  expect(lostExceptions(before, after, edited)).toEqual({
    exdates: ['2026-11-26'],
    edited: ['2026-12-10'],
  });
  expect(lostExceptions(before, before, edited)).toEqual({ exdates: [], edited: [] });
});
