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
  soundMs: 60_000,
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
    {
      dates: ['2025-11-24', '2025-11-25'],
      hours: [{ time: '05:00', stationIds: ['a', 'b'], left: null }],
    },
    { dates: ['2025-11-26'], hours: [{ time: '06:00', stationIds: ['a'], left: null }] },
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
    {
      reason: 'quiet_hours',
      dates: ['2025-11-24', '2025-11-25'],
      stationIds: ['a'],
      holders: [],
      count: 2,
    },
    { reason: 'part_full', dates: ['2025-11-24'], stationIds: ['b'], holders: [], count: 1 },
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
      hours: [{ time: '05:00', stationIds: ['a', 'b'], left: null }],
    },
  ]);
  expect(leftOut).toEqual([]);
  expect(otherwise).toEqual([
    {
      reason: 'shortened',
      dates: ['2025-11-24', '2025-11-25'],
      stationIds: ['b'],
      holders: [],
      count: 2,
    },
    { reason: 'guest', dates: ['2025-11-24'], stationIds: ['a'], holders: [], count: 1 },
  ]);
});

it('tells the least and the most room that its sessions have left on days alike', () => {
  const left = (sessionLeftMs: number | null) => ({ sessionLeftMs });
  const { days } = groupOutlook(
    [
      { ...line('2025-11-24', 'a', 5), ...left(90_000) },
      { ...line('2025-11-25', 'a', 5), ...left(60_000) },
      { ...line('2025-11-26', 'a', 5), ...left(null) },
    ],
    timeOf,
  );
  expect(days.map(({ hours }) => hours.map((hour) => hour.left))).toEqual([
    [{ leastMs: 60_000, mostMs: 90_000 }],
  ]);
});

it('names whoever holds its air once', () => {
  const beatenBy = { occurrence: 'b2-2025-11-24', title: 'Tin tỉnh', ownerAreaName: 'Ninh Bình' };
  const { leftOut } = groupOutlook(
    [
      { ...line('2025-11-24', 'a', 5, 'beaten'), beatenBy },
      { ...line('2025-11-25', 'a', 5, 'beaten'), beatenBy },
    ],
    timeOf,
  );
  expect(leftOut.map(({ holders }) => holders)).toEqual([
    [{ title: 'Tin tỉnh', ownerAreaName: 'Ninh Bình' }],
  ]);
});
