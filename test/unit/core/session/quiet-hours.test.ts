import { expect, test } from 'vitest';
import { quietSpanIn } from '../../../../core/session/quiet-hours.ts';
import type { Weekday } from '../../../../core/time/zoned.ts';
import { allWeekdays, instantOf } from '../../../../core/time/zoned.ts';

const zone = 'Asia/Ho_Chi_Minh';
const rule = (from: string, to: string, weekdays: readonly Weekday[] = allWeekdays) => ({
  from,
  to,
  weekdays,
  validFrom: null,
  validTo: null,
});
const isQuiet = (rules: Parameters<typeof quietSpanIn>[0], date: string, time: string) => {
  const at = instantOf(date, time, zone);
  return quietSpanIn(rules, at, at + 1, zone) !== null;
};

test('a night that crosses midnight is quiet on both sides', () => {
  const night = [rule('21:00', '05:00')];
  expect(isQuiet(night, '2026-11-23', '20:59:59')).toBe(false);
  expect(isQuiet(night, '2026-11-23', '21:00')).toBe(true);
  expect(isQuiet(night, '2026-11-23', '03:15')).toBe(true);
  expect(isQuiet(night, '2026-11-23', '05:00')).toBe(false);
});

test('the weekday is the one on which the hours begin; Sunday counts', () => {
  const sundayNight = [rule('22:00', '06:00', [7])];
  expect(isQuiet(sundayNight, '2026-11-22', '23:00')).toBe(true);
  expect(isQuiet(sundayNight, '2026-11-23', '05:59')).toBe(true);
  expect(isQuiet(sundayNight, '2026-11-22', '05:59')).toBe(false);
});

test('equal times mean the whole day round', () => {
  expect(isQuiet([rule('00:00', '00:00')], '2026-11-23', '12:00')).toBe(true);
});

test('a rule outside its validity does not count, and its last day does', () => {
  const rules = [{ ...rule('12:00', '13:00'), validFrom: '2026-11-01', validTo: '2026-11-23' }];
  expect(isQuiet(rules, '2026-11-23', '12:30')).toBe(true);
  expect(isQuiet(rules, '2026-11-24', '12:30')).toBe(false);
});

test('a sound that covers the whole quiet span touches it', () => {
  const from = instantOf('2026-11-23', '11:00', zone);
  const to = instantOf('2026-11-23', '14:00', zone);
  expect(quietSpanIn([rule('12:00', '13:00')], from, to, zone)).not.toBeNull();
});
