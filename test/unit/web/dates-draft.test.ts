import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recurrence } from '../../../contract/recurrence.ts';
import type { Form } from '../../../core/recurrence/form.ts';
import { fromForm } from '../../../core/recurrence/form.ts';
import type { Recurrence } from '../../../core/recurrence/recurrence.ts';
import { addDays, type Weekday } from '../../../core/time/zoned.ts';
import type { DatesDraft } from '../../../web/features/dates/dates-draft.ts';
import {
  datesDraftOf,
  datesFaults,
  emptyDates,
  monthDayChoices,
  recurrenceOf,
  wasCustom,
  withFirst,
} from '../../../web/features/dates/dates-draft.ts';
import { monthDayText } from '../../../web/text/month-day.ts';

/** A Tuesday, the fourth of its month. */
const tuesday = '2026-11-24';
const draftOf = (form: Form) => datesDraftOf(fromForm(form));
const repeated = { first: tuesday, end: { by: 'never' as const }, except: [] };

/** Every second Tuesday: no form gives it. */
const fortnightly: Recurrence = {
  ...{ first: tuesday, last: null, count: null, exdates: ['2026-12-08'], rdates: [] },
  rule: { freq: 'weekly', interval: 2, weekdays: [2] },
};

const date = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2026-01-01', days));
const weekday = fc.integer({ min: 1, max: 7 }) as fc.Arbitrary<Weekday>;
const on = fc.oneof(
  fc.record({ by: fc.constant('day' as const), day: fc.constantFrom(1, 15, 28, -1) }),
  fc.record({
    by: fc.constant('weekday' as const),
    ordinal: fc.constantFrom(1, 2, 4, -1),
    weekday,
  }),
);
const range = fc
  .tuple(date, fc.nat(400), fc.constantFrom('never', 'date', 'count'), fc.nat(50))
  .map(([first, days, by, count]) => ({
    first,
    except: [addDays(first, days)],
    end:
      by === 'date'
        ? { by: 'date' as const, last: addDays(first, days + 400) }
        : by === 'count'
          ? { by: 'count' as const, count: count + 2 }
          : { by: 'never' as const },
  }));
const form: fc.Arbitrary<Form> = fc.oneof(
  date.map((day) => ({ kind: 'once' as const, date: day })),
  fc.tuple(range, fc.integer({ min: 1, max: 60 })).map(([rest, everyDays]) => ({
    ...{ kind: 'daily' as const, everyDays },
    ...rest,
  })),
  fc.tuple(range, fc.uniqueArray(weekday, { minLength: 1 })).map(([rest, weekdays]) => ({
    ...{ kind: 'weekly' as const, weekdays },
    ...rest,
  })),
  fc.tuple(range, on).map(([rest, day]) => ({ kind: 'monthly' as const, on: day, ...rest })),
  fc.tuple(range, on, fc.integer({ min: 1, max: 12 })).map(([rest, day, month]) => ({
    ...{ kind: 'yearly' as const, on: day, month },
    ...rest,
  })),
);
const seed = Number(process.env['LOA_TEST_SEED'] ?? Date.now() % 2 ** 31);

describe('the dates of a draft', () => {
  it(`come back as they were saved, whatever the form (seed ${seed})`, () => {
    fc.assert(
      fc.property(form, (given) => {
        const saved = fromForm(given);
        expect(recurrenceOf(datesDraftOf(saved))).toEqual(saved);
        expect(recurrence.parse(saved)).toEqual(saved);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('that no form gives are kept untouched until another choice replaces them', () => {
    const draft = datesDraftOf(fortnightly);
    expect(draft.kind).toBe('custom');
    expect(wasCustom(draft)).toBe(true);
    expect(datesFaults(draft)).toEqual([]);
    expect(recurrenceOf(draft)).toBe(fortnightly);
    const replaced = { ...draft, kind: 'daily' as const };
    expect(wasCustom(replaced)).toBe(true);
    expect(recurrenceOf(replaced).rule).toEqual({ freq: 'daily', interval: 1 });
  });

  it('begin once, on the day that was given', () => {
    expect(recurrenceOf(emptyDates(tuesday))).toEqual(fromForm({ kind: 'once', date: tuesday }));
  });
});

describe('what stands in the way', () => {
  const daily = draftOf({ kind: 'daily', everyDays: 1, ...repeated });

  it.each<[string, Partial<DatesDraft>, string[]]>([
    ['no first day', { first: '' }, ['first']],
    ['an empty distance', { everyDays: '' }, ['everyDays']],
    ['a distance of none', { everyDays: '0' }, ['everyDays']],
    ['a distance beyond reason', { everyDays: '99999' }, ['everyDays']],
    ['no last day where one is promised', { end: 'date' }, ['last']],
    ['a last day before the first', { end: 'date', last: '2026-11-23' }, ['last']],
    ['no number where one is promised', { end: 'count' }, ['count']],
    ['half a time', { end: 'count', count: '1.5' }, ['count']],
    ['no day left', { end: 'date', last: tuesday, except: [tuesday] }, ['never']],
    ['nothing', {}, []],
    ['nothing of what another choice hides', { kind: 'once', everyDays: '', count: 'x' }, []],
  ])('is %s', (_what, change, faults) => {
    expect(datesFaults({ ...daily, ...change })).toEqual(faults);
  });
});

describe('a day of the month', () => {
  const monthly = draftOf({ kind: 'monthly', on: { by: 'day', day: 24 }, ...repeated });

  it('is offered by its number and by its weekday, the last too where it is the last', () => {
    const texts = (draft: DatesDraft) =>
      monthDayChoices(draft).map((one) => monthDayText(one, null, 'vi'));
    expect(texts(monthly)).toEqual(['ngày 24', 'thứ 3 lần thứ 4', 'thứ 3 cuối cùng']);
    expect(texts(withFirst(monthly, '2026-11-30'))).toEqual([
      'ngày 30',
      'thứ 2 lần thứ 5',
      'thứ 2 cuối cùng',
      'ngày cuối tháng',
    ]);
  });

  it('goes with the first day in the way it was chosen', () => {
    const moved = (on: DatesDraft['on'], first: string) => withFirst({ ...monthly, on }, first).on;
    expect(moved({ by: 'day', day: 24 }, '2026-12-05')).toEqual({ by: 'day', day: 5 });
    expect(moved({ by: 'weekday', ordinal: 4, weekday: 2 }, '2026-12-05')).toEqual({
      ...{ by: 'weekday', ordinal: 1, weekday: 6 },
    });
    expect(moved({ by: 'weekday', ordinal: -1, weekday: 2 }, '2026-12-31')).toEqual({
      ...{ by: 'weekday', ordinal: -1, weekday: 4 },
    });
    expect(moved({ by: 'weekday', ordinal: -1, weekday: 2 }, '2026-12-05')).toEqual({
      ...{ by: 'day', day: 5 },
    });
  });

  it('stays, and stays to be chosen, where it was another than the first day’s', () => {
    const fifteenth = { ...monthly, on: { by: 'day' as const, day: 15 } };
    const moved = withFirst(fifteenth, '2026-12-05');
    expect(moved.on).toEqual({ by: 'day', day: 15 });
    expect(monthDayChoices(moved)).toContainEqual({ by: 'day', day: 15 });
  });

  it('of a year keeps to its month unless that was the first day’s', () => {
    const yearly = (month: number) =>
      draftOf({ kind: 'yearly', on: { by: 'day', day: 24 }, month, ...repeated });
    expect(withFirst(yearly(11), '2027-03-01').month).toBe(3);
    expect(withFirst(yearly(5), '2027-03-01').month).toBe(5);
    expect(monthDayText({ by: 'day', day: 24 }, 11, 'vi')).toBe('ngày 24/11');
    expect(monthDayText({ by: 'day', day: -1 }, 2, 'en')).toBe('the last day of February');
  });
});
