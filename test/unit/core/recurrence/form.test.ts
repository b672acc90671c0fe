import { describe, expect, test } from 'vitest';
import type { Form } from '../../../../core/recurrence/form.ts';
import { fromForm, monthDaysFor, toForm } from '../../../../core/recurrence/form.ts';
import { inWords, nextInWords } from '../../../../core/recurrence/in-words.ts';
import { nextDates } from '../../../../core/recurrence/occurs-on.ts';
import type { Recurrence, Rule } from '../../../../core/recurrence/recurrence.ts';

const first = '2026-11-24';
const forms: Form[] = [
  { kind: 'once', date: first },
  { kind: 'daily', everyDays: 3, first, end: { by: 'never' }, except: [] },
  {
    kind: 'weekly',
    weekdays: [2, 4],
    first,
    end: { by: 'date', last: '2026-12-31' },
    except: ['2026-12-01', '2026-12-03'],
  },
  {
    kind: 'monthly',
    on: { by: 'day', day: -1 },
    first,
    end: { by: 'count', count: 6 },
    except: [],
  },
  {
    kind: 'yearly',
    month: 5,
    on: { by: 'weekday', ordinal: 2, weekday: 7 },
    first,
    end: { by: 'never' },
    except: [],
  },
];
const every = (rule: Rule | null, more: Partial<Recurrence> = {}): Recurrence => ({
  first,
  last: null,
  count: null,
  rule,
  exdates: [],
  rdates: [],
  ...more,
});

test.each(forms)('the form "$kind" comes back as it was', (form) => {
  expect(toForm(fromForm(form))).toEqual(form);
});

test('what no form offers is custom', () => {
  const custom = [
    every({ freq: 'weekly', interval: 2, weekdays: [1] }),
    every({ freq: 'monthly', interval: 1, on: { by: 'day', days: [1, 15] } }),
    every({ freq: 'yearly', interval: 1, months: [1, 7], on: { by: 'day', days: [1] } }),
    every({ freq: 'daily', interval: 1 }, { rdates: ['2027-01-01'] }),
    every(null, { exdates: [first] }),
  ];
  expect(custom.map(toForm)).toEqual(custom.map(() => 'custom'));
});

test('a day offers the ways to name it in its month', () => {
  expect(monthDaysFor('2026-11-24')).toEqual([
    { by: 'day', day: 24 },
    { by: 'weekday', ordinal: 4, weekday: 2 },
    { by: 'weekday', ordinal: -1, weekday: 2 },
  ]);
  expect(monthDaysFor('2027-02-28')).toContainEqual({ by: 'day', day: -1 });
  for (const on of monthDaysFor('2026-11-30')) {
    const monthly = fromForm({ kind: 'monthly', on, first, end: { by: 'never' }, except: [] });
    expect(nextDates(monthly, '2026-11-25', 1)).toEqual(['2026-11-30']);
  }
});

describe('in words', () => {
  const month = (...days: number[]): Rule => ({
    freq: 'monthly',
    interval: 1,
    on: { by: 'day', days },
  });
  const ordinal = (interval: number, ...ordinals: number[]): Rule => ({
    freq: 'monthly',
    interval,
    on: { by: 'weekday', weekdays: ordinals.map((each) => ({ ordinal: each, weekday: 2 })) },
  });
  test.each<[Recurrence, string, string]>([
    [every(null), 'Ngày 24/11/2026', 'On 24 Nov 2026'],
    [
      every({ freq: 'daily', interval: 1 }, { count: 10 }),
      'Hàng ngày, từ 24/11/2026, 10 lần',
      'Every day, from 24 Nov 2026, 10 times',
    ],
    [
      every({ freq: 'daily', interval: 3 }, { rdates: ['2027-01-01'] }),
      '3 ngày một lần, từ 24/11/2026, thêm ngày 01/01/2027',
      'Every 3 days, from 24 Nov 2026, also 1 Jan 2027',
    ],
    [
      every(
        { freq: 'weekly', interval: 1, weekdays: [4, 2] },
        { last: '2026-12-31', exdates: ['2026-12-01', '2026-12-03'] },
      ),
      'Thứ 3, thứ 5 hàng tuần, từ 24/11/2026 đến hết 31/12/2026, trừ 2 ngày',
      'Every Tuesday and Thursday, from 24 Nov 2026 through 31 Dec 2026, except 2 days',
    ],
    [
      every({ freq: 'weekly', interval: 2, weekdays: [1, 2, 3, 4, 5, 7] }),
      '2 tuần một lần, vào thứ 2 đến thứ 6, chủ nhật, từ 24/11/2026',
      'Every 2 weeks on Monday to Friday and Sunday, from 24 Nov 2026',
    ],
    [
      every(month(-1, 1, -3)),
      'Ngày 1, ngày thứ 3 từ cuối tháng, ngày cuối tháng hàng tháng, từ 24/11/2026',
      'Day 1, the third last day and the last day of every month, from 24 Nov 2026',
    ],
    [
      every(ordinal(1, 1)),
      'Thứ 3 đầu tiên hàng tháng, từ 24/11/2026',
      'The first Tuesday of every month, from 24 Nov 2026',
    ],
    [
      every(ordinal(3, 4, -1)),
      '3 tháng một lần, vào thứ 3 lần thứ 4, thứ 3 cuối cùng, từ 24/11/2026',
      'Every 3 months on the fourth Tuesday and the last Tuesday, from 24 Nov 2026',
    ],
    [
      every({ freq: 'yearly', interval: 1, months: [9], on: { by: 'day', days: [2] } }),
      'Ngày 2/9 hàng năm, từ 24/11/2026',
      '2 September every year, from 24 Nov 2026',
    ],
    [
      every({ freq: 'yearly', interval: 2, months: [6, 2], on: { by: 'day', days: [-1] } }),
      '2 năm một lần, vào ngày cuối tháng của tháng 2, tháng 6, từ 24/11/2026',
      'Every 2 years on the last day of February and June, from 24 Nov 2026',
    ],
  ])('%#: $1', (recurrence, vi, en) => {
    expect(inWords(recurrence, 'vi')).toBe(vi);
    expect(inWords(recurrence, 'en')).toBe(en);
  });

  test('the next days are named with their weekday', () => {
    const sundays = every({ freq: 'weekly', interval: 1, weekdays: [7] });
    expect(nextInWords(sundays, first, 2, 'vi')).toEqual([
      'Chủ nhật, 29/11/2026',
      'Chủ nhật, 06/12/2026',
    ]);
    expect(nextInWords(sundays, first, 1, 'en')).toEqual(['Sunday, 29 Nov 2026']);
  });
});
