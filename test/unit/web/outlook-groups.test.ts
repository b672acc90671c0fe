import { expect, it } from 'vitest';
import { groupOutlook } from '../../../web/features/broadcasts/outlook-groups.ts';

const line = (date: string, stationId: string, hour: number, reason = 'placed') => ({
  stationId,
  stationName: stationId,
  date,
  airs: reason === 'placed',
  reason,
  startsAt: reason === 'placed' ? hour : null,
});
const timeOf = (at: number) => `0${at}:00`;

it('puts days together on which it sounds alike', () => {
  const { days } = groupOutlook(
    [
      line('2025-11-25', 'b', 5),
      line('2025-11-24', 'a', 5),
      line('2025-11-24', 'b', 5),
      line('2025-11-25', 'a', 5),
      line('2025-11-26', 'a', 6),
    ],
    timeOf,
  );
  expect(days).toEqual([
    { dates: ['2025-11-24', '2025-11-25'], hours: [{ time: '05:00', stationIds: ['a', 'b'] }] },
    { dates: ['2025-11-26'], hours: [{ time: '06:00', stationIds: ['a'] }] },
  ]);
});

it('names each reason for silence once, with its days and places', () => {
  const { days, leftOut } = groupOutlook(
    [
      line('2025-11-24', 'a', 3, 'quiet_hours'),
      line('2025-11-25', 'a', 3, 'quiet_hours'),
      line('2025-11-24', 'b', 3, 'part_full'),
    ],
    timeOf,
  );
  expect(days).toEqual([]);
  expect(leftOut).toEqual([
    { reason: 'quiet_hours', dates: ['2025-11-24', '2025-11-25'], stationIds: ['a'], count: 2 },
    { reason: 'part_full', dates: ['2025-11-24'], stationIds: ['b'], count: 1 },
  ]);
});
