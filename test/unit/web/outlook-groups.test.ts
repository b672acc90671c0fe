import { expect, it } from 'vitest';
import { groupOutlook } from '../../../web/features/broadcasts/outlook-groups.ts';

const airing = ['placed', 'frozen', 'guest', 'shortened'];
const line = (date: string, stationId: string, hour: number, reason = 'placed') => ({
  stationId,
  id: `b1-${date}`,
  stationName: stationId,
  date,
  airs: airing.includes(reason),
  reason,
  startsAt: airing.includes(reason) ? hour : null,
  endsAt: airing.includes(reason) ? hour + 1 : null,
  beatenBy: null,
  sessionLeftMs: null,
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

it('names what airs otherwise than it was placed, beside its day and hour', () => {
  const { days, leftOut, otherwise } = groupOutlook(
    [
      line('2025-11-24', 'a', 5, 'guest'),
      line('2025-11-25', 'a', 5, 'frozen'),
      line('2025-11-24', 'b', 5, 'shortened'),
      line('2025-11-25', 'b', 5, 'shortened'),
    ],
    timeOf,
  );
  expect(days).toEqual([
    {
      dates: ['2025-11-24', '2025-11-25'],
      hours: [{ time: '05:00', stationIds: ['a', 'b'] }],
    },
  ]);
  expect(leftOut).toEqual([]);
  expect(otherwise).toEqual([
    { reason: 'shortened', dates: ['2025-11-24', '2025-11-25'], stationIds: ['b'], count: 2 },
    { reason: 'guest', dates: ['2025-11-24'], stationIds: ['a'], count: 1 },
  ]);
});
