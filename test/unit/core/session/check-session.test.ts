import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lengthSeconds,
  sessionFault,
  sessionsClash,
  type SessionTimes,
} from '../../../../core/session/check-session.ts';
import type { Part } from '../../../../core/session/session.ts';
import {
  addDays,
  allWeekdays,
  isWithinDates,
  secondsOf,
  weekdayOf,
  type Weekday,
} from '../../../../core/time/zoned.ts';

const morning: SessionTimes = {
  key: 'morning',
  weekdays: allWeekdays,
  startsAt: '05:00',
  latestEnd: '05:45',
  validFrom: null,
  validTo: null,
};
const part = (tier: Part['tier'], minutes: number, anchor: string | null = null): Part => ({
  tier,
  budgetMs: minutes * 60_000,
  anchor,
});

describe('a session by itself', () => {
  const faultOf = (change: Partial<SessionTimes>, parts: Part[] = [part('own', 10)]) =>
    sessionFault({ ...morning, ...change, parts });

  it('is good with parts that fit', () => {
    expect(faultOf({}, [part('relay', 30), part('above', 10), part('own', 5)])).toBeNull();
  });

  it('may cross midnight', () => {
    const late = { startsAt: '23:30', latestEnd: '00:15' };
    expect(lengthSeconds({ ...morning, ...late })).toBe(45 * 60);
    expect(faultOf(late, [part('own', 45, '00:10')])).toBeNull();
    expect(faultOf(late, [part('own', 46)])).toBe('parts_too_long');
  });

  it('is refused where it could never air as written', () => {
    expect(faultOf({ latestEnd: '05:00' })).toBe('no_length');
    expect(faultOf({ validFrom: '2026-12-02', validTo: '2026-12-01' })).toBe('dates_reversed');
    expect(faultOf({}, [part('own', 5), part('own', 5)])).toBe('tier_twice');
    expect(faultOf({}, [part('relay', 40), part('own', 6)])).toBe('parts_too_long');
    expect(faultOf({}, [part('own', 5, '05:45')])).toBe('anchor_outside');
    expect(faultOf({}, [part('above', 5, '05:30'), part('own', 5, '05:20')])).toBe(
      'anchors_out_of_order',
    );
  });
});

describe('two sessions of a station', () => {
  const clash = (a: Partial<SessionTimes>, b: Partial<SessionTimes>) =>
    sessionsClash({ ...morning, ...a }, { ...morning, key: 'other', ...b });

  it('may follow each other without a gap', () => {
    expect(clash({}, { startsAt: '05:45', latestEnd: '06:00' })).toBe(false);
    expect(clash({}, { startsAt: '05:44', latestEnd: '06:00' })).toBe(true);
  });

  it('may share their hours on different weekdays or in different seasons', () => {
    expect(clash({ weekdays: [1, 2, 3] }, { weekdays: [4, 5, 6, 7] })).toBe(false);
    expect(clash({ weekdays: [1, 7] }, { weekdays: [7] })).toBe(true);
    expect(clash({ validTo: '2026-11-30' }, { validFrom: '2026-12-01' })).toBe(false);
    expect(clash({ validTo: '2026-12-01' }, { validFrom: '2026-12-01' })).toBe(true);
  });

  it('meet past midnight, on the day after, from Sunday to Monday too', () => {
    const night = { startsAt: '23:30', latestEnd: '00:30', weekdays: [7] as Weekday[] };
    const early = { startsAt: '00:15', latestEnd: '00:45' };
    expect(clash(night, { ...early, weekdays: [1] })).toBe(true);
    expect(clash({ ...early, weekdays: [1] }, night)).toBe(true);
    expect(clash(night, { ...early, weekdays: [7] })).toBe(false);
  });

  it('meet only on a weekday that their common days have', () => {
    // 2026-11-23 is a Monday.
    const days = { validFrom: '2026-11-23', validTo: '2026-11-24' };
    expect(clash({ ...days }, { weekdays: [3, 4, 5, 6, 7] })).toBe(false);
    expect(clash({ ...days }, { weekdays: [2] })).toBe(true);
  });

  it('do not bear one key on one day, whatever their hours', () => {
    const noon = { startsAt: '11:00', latestEnd: '11:30', key: 'morning' };
    expect(clash({}, noon)).toBe(true);
    expect(clash({ weekdays: [1] }, { ...noon, weekdays: [2] })).toBe(false);
  });
});

describe('clashes', () => {
  const first = '2026-11-02';
  const days = Array.from({ length: 40 }, (_, index) => addDays(first, index));
  const time = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:00`);
  const date = fc.option(fc.constantFrom(...days.slice(12, -12)));
  const session = fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    weekdays: fc.subarray([...allWeekdays], { minLength: 1 }),
    startsAt: time,
    latestEnd: time,
    validFrom: date,
    validTo: date,
  });

  /** Every day by itself, second by second of what is on. */
  function clashByDays(a: SessionTimes, b: SessionTimes): boolean {
    const isOn = (one: SessionTimes, day: string) =>
      one.weekdays.includes(weekdayOf(day)) && isWithinDates(day, one.validFrom, one.validTo);
    const spans = (one: SessionTimes) =>
      days.flatMap((day, index) => {
        const from = index * 86_400 + secondsOf(one.startsAt);
        return isOn(one, day) ? [{ from, to: from + lengthSeconds(one) }] : [];
      });
    const sameDay = days.some((day) => a.key === b.key && isOn(a, day) && isOn(b, day));
    const others = spans(b);
    return sameDay || spans(a).some((x) => others.some((y) => x.from < y.to && y.from < x.to));
  }

  it('are those that a calendar shows', () => {
    fc.assert(
      fc.property(session, session, (a, b) => {
        fc.pre(lengthSeconds(a) > 0 && lengthSeconds(b) > 0);
        expect(sessionsClash(a, b)).toBe(clashByDays(a, b));
        expect(sessionsClash(b, a)).toBe(sessionsClash(a, b));
      }),
      { numRuns: 2000 },
    );
  });
});
