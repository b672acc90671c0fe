import { expect, test } from 'vitest';
import {
  isOnDate,
  occurrenceId,
  parseOccurrenceId,
} from '../../../../core/broadcast/occurrence.ts';
import { daysFrom } from '../../../../core/time/zoned.ts';

test('a weekly broadcast fires on Sunday and on the last day of its range', () => {
  const dates = {
    kind: 'weekly' as const,
    weekdays: [7, 1] as const,
    first: '2026-11-16',
    last: '2026-11-29',
    except: ['2026-11-22'],
  };
  expect(daysFrom('2026-11-14', 18).filter((date) => isOnDate(dates, date))).toEqual([
    '2026-11-16',
    '2026-11-23',
    '2026-11-29',
  ]);
});

test('incident of 17/10: what was for one day is not for the same day a month later', () => {
  const dates = { kind: 'once' as const, date: '2026-10-17' };
  expect(isOnDate(dates, '2026-10-17')).toBe(true);
  expect(isOnDate(dates, '2026-11-17')).toBe(false);
});

test('a daily broadcast without an end goes over a leap day', () => {
  const dates = { kind: 'daily' as const, first: '2028-02-28', last: null, except: [] };
  expect(isOnDate(dates, '2028-02-29')).toBe(true);
  expect(isOnDate(dates, '2028-02-27')).toBe(false);
});

test('an occurrence is named by broadcast and day, both ways', () => {
  expect(parseOccurrenceId(occurrenceId('b1', '2026-11-23'))).toEqual({
    broadcastId: 'b1',
    date: '2026-11-23',
  });
  expect(parseOccurrenceId('b1')).toBeNull();
});
