import { expect, test } from 'vitest';
import type { SessionFillAnswer } from '../../../../contract/http/occurrences.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import {
  lackOf,
  roomElsewhere,
  type Seeker,
} from '../../../../web/features/timetable/room-elsewhere.ts';

const zone = 'Asia/Ho_Chi_Minh';
const minute = 60_000;
const day = '2026-12-01';
const now = instantOf(day, '04:00:00', zone);

function fill(
  sessionKey: string,
  minutesLeft: number,
  { date = day, time = '17:00:00', stationId = 's1', used = 0 } = {},
): SessionFillAnswer {
  const startsAt = instantOf(date, time, zone);
  return {
    ...{ stationId, date, sessionKey, name: sessionKey, startsAt, endsAt: startsAt },
    latestEnd: startsAt + 45 * minute,
    leftMs: minutesLeft * minute,
    parts: [{ tier: 'own', budgetMs: 20 * minute, usedMs: used * minute }],
  };
}
const morning = (minutesLeft: number, more = {}) =>
  fill('morning', minutesLeft, { time: '05:00:00', ...more });
const seeker: Seeker = {
  ...{ date: day, sessionKey: 'morning', tier: 'own', lengthMs: 3 * minute },
  ...{ stationIds: ['s1'], isTaken: () => false },
};
const found = (fills: SessionFillAnswer[], more: Partial<Seeker> = {}) =>
  roomElsewhere(fills, { ...seeker, ...more }, now).map(({ date, sessionKey, leftMs }) => [
    ...[date, sessionKey, leftMs / minute],
  ]);

test('later sessions of the day come before earlier ones, then the same session on another day', () => {
  const fills = [
    morning(0),
    fill('early', 9, { time: '04:30:00' }),
    fill('noon', 2, { time: '11:00:00' }),
    fill('afternoon', 5),
    fill('afternoon', 9, { date: '2026-12-02' }),
    morning(1, { date: '2026-12-02' }),
    morning(4, { date: '2026-12-03' }),
    morning(9, { date: '2026-12-04' }),
  ];
  expect(found(fills)).toEqual([
    [day, 'afternoon', 5],
    [day, 'early', 9],
    ['2026-12-03', 'morning', 4],
  ]);
});

test('a day on which its series airs already is none for it', () => {
  const fills = [
    morning(0),
    morning(9, { date: '2026-12-02' }),
    morning(9, { date: '2026-12-03' }),
  ];
  const isTaken = (date: string) => date === '2026-12-02';
  expect(found(fills, { isTaken })).toEqual([['2026-12-03', 'morning', 9]]);
});

test('its own part must have room, at each of its stations', () => {
  const other = { stationId: 's2' };
  const stationIds = ['s1', 's2'];
  const fullPart = { used: 18 };
  expect(found([morning(0), fill('afternoon', 9, fullPart)])).toEqual([]);
  const both = [fill('afternoon', 9), fill('afternoon', 4, other), fill('noon', 9)];
  expect(found(both, { stationIds })).toEqual([[day, 'afternoon', 4]]);
  const oneFull = [fill('afternoon', 9), fill('afternoon', 2, other)];
  expect(found(oneFull, { stationIds })).toEqual([]);
});

test('a session whose list stands fast takes nothing in', () => {
  const soon = fill('soon', 9, { time: '04:04:00' });
  expect(found([morning(0), soon])).toEqual([]);
});

test('what a session lacks is what of it finds no room there', () => {
  expect(lackOf([morning(1), fill('afternoon', 9)], seeker)).toBe(2 * minute);
  expect(lackOf([fill('afternoon', 9)], seeker)).toBe(0);
});
