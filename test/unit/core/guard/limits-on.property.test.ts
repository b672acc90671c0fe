import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DayLimits, Guard, GuardRule } from '../../../../core/guard/guard.ts';
import { limitsOn } from '../../../../core/guard/limits-on.ts';
import { openZone } from '../../../../core/time/zone.ts';
import { addDays, allWeekdays } from '../../../../core/time/zoned.ts';

const minuteMs = 60_000;
const first = '2026-03-25';
const zones = ['Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/New_York'].map(openZone);

const date = fc.nat(20).map((days) => addDays(first, days));
const capMs = fc.integer({ min: 1, max: 120 }).map((minutes) => minutes * minuteMs);
const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const hours = fc.oneof(fc.record({ from: time, to: time }), fc.constant({ from: null, to: null }));
const rule: fc.Arbitrary<GuardRule> = fc.oneof(
  capMs.map((capMs) => ({ kind: 'session_cap' as const, capMs })),
  capMs.map((capMs) => ({ kind: 'day_cap' as const, capMs })),
  fc.integer({ min: 1, max: 6 }).map((most) => ({ kind: 'sessions_a_day' as const, most })),
  fc
    .record({ weekdays: fc.subarray([...allWeekdays], { minLength: 1 }), onHolidays: fc.boolean() })
    .map((days) => ({ kind: 'air_days' as const, ...days })),
  date.map((date) => ({ kind: 'silent_day' as const, date })),
  fc
    .tuple(fc.integer({ min: 1, max: 100 }), hours)
    .map(([percent, hours]) => ({ kind: 'volume_cap' as const, percent, ...hours })),
  fc.constant({ kind: 'week_approval' as const }),
);
const guard: fc.Arbitrary<Guard> = fc.record({
  rule,
  validFrom: fc.option(date),
  validTo: fc.option(date),
});
const place = fc.record({
  guards: fc.array(guard, { maxLength: 8 }),
  more: guard,
  date,
  zone: fc.constantFrom(...zones),
  holidays: fc.uniqueArray(date, { maxLength: 4 }),
});

const noMore = (a: number | null, b: number | null) => (a ?? Infinity) <= (b ?? Infinity);

/** How loud it may be at an instant, in percent. */
function volumeAt({ volumeCaps }: DayLimits, atMs: number): number {
  const caps = volumeCaps.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
  return Math.min(100, ...caps.map(({ percent }) => percent));
}

function isNoLaxer(a: DayLimits, b: DayLimits): boolean {
  const instants = [a, b].flatMap(({ volumeCaps }) =>
    volumeCaps.flatMap(({ fromMs, toMs }) => [fromMs - 1, fromMs, toMs - 1, toMs]),
  );
  return (
    (!a.isAirDay || b.isAirDay) &&
    noMore(a.sessionCapMs, b.sessionCapMs) &&
    noMore(a.dayCapMs, b.dayCapMs) &&
    noMore(a.mostSessions, b.mostSessions) &&
    (a.asksWeekApproval || !b.asksWeekApproval) &&
    instants.every((at) => volumeAt(a, at) <= volumeAt(b, at))
  );
}

test('a guard more never makes anything laxer', () => {
  fc.assert(
    fc.property(place, ({ guards, more, date, zone, holidays }) => {
      const isHoliday = (day: string) => holidays.includes(day);
      const before = limitsOn(guards, date, zone, isHoliday);
      const after = limitsOn([...guards, more], date, zone, isHoliday);
      expect(isNoLaxer(after, before)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('the order of guards does not matter', () => {
  fc.assert(
    fc.property(place, ({ guards, more, date, zone, holidays }) => {
      const isHoliday = (day: string) => holidays.includes(day);
      const all = [...guards, more];
      expect(limitsOn([...all].reverse(), date, zone, isHoliday)).toEqual(
        limitsOn(all, date, zone, isHoliday),
      );
    }),
    { numRuns: 500 },
  );
});
