import { expect, test } from 'vitest';
import {
  instantOf,
  isZone,
  localDateOf,
  localTimeOf,
  startOfDay,
  weekdayOf,
} from '../../../../core/time/zoned.ts';

test('a wall time in Vietnam is seven hours ahead of UTC', () => {
  expect(instantOf('2026-11-23', '05:00', 'Asia/Ho_Chi_Minh')).toBe(
    Date.parse('2026-11-22T22:00:00Z'),
  );
});

test('a time in a daylight-saving gap uses the offset before the gap', () => {
  const instant = instantOf('2026-03-29', '02:30', 'Europe/Berlin');
  expect(localTimeOf(instant, 'Europe/Berlin')).toBe('03:30:00');
});

test('a time that exists twice is its first', () => {
  expect(instantOf('2026-10-25', '02:30', 'Europe/Berlin')).toBe(
    Date.parse('2026-10-25T00:30:00Z'),
  );
});

test('the day changes at midnight of the zone', () => {
  const midnight = startOfDay('2026-11-23', 'Asia/Ho_Chi_Minh');
  expect(localDateOf(midnight, 'Asia/Ho_Chi_Minh')).toBe('2026-11-23');
  expect(localDateOf(midnight - 1, 'Asia/Ho_Chi_Minh')).toBe('2026-11-22');
});

test('Sunday is 7', () => {
  expect(weekdayOf('2026-11-22')).toBe(7);
});

test('only IANA zones are zones', () => {
  expect(isZone('Asia/Ho_Chi_Minh')).toBe(true);
  expect(isZone('Hà Nội')).toBe(false);
});
