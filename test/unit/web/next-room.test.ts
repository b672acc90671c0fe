import { expect, it } from 'vitest';
import type { SessionFillAnswer } from '../../../contract/http/occurrences.ts';
import type { SessionAnswer } from '../../../contract/http/sessions.ts';
import { allWeekdays, instantOf } from '../../../core/time/zoned.ts';
import { nextRooms } from '../../../web/features/clerk/next-room.ts';
import { dayPartOf } from '../../../web/features/clerk/use-session-words.ts';

const zone = 'Asia/Ho_Chi_Minh';
const date = '2026-11-30';
const minute = 60_000;
const at = (time: string) => instantOf(date, time, zone);
const session = (key: string, startsAt: string, tiers: ('own' | 'above')[]) =>
  ({
    ...{ stationId: 'dai', key, startsAt, latestEnd: '18:00', modeKeys: [] },
    ...{ weekdays: allWeekdays, validFrom: null, validTo: null },
    parts: tiers.map((tier) => ({ tier, budgetMs: 10 * minute, anchor: null })),
  }) as unknown as SessionAnswer;
const sessions = [
  session('afternoon', '17:00', ['above', 'own']),
  session('morning', '05:00', ['own']),
];
const used = (usedMs: number): SessionFillAnswer[] => [
  {
    ...{ stationId: 'dai', date, sessionKey: 'afternoon', name: 'Chiều' },
    ...{ startsAt: at('17:00'), latestEnd: at('17:45'), endsAt: at('17:10'), leftMs: 0 },
    parts: [
      { tier: 'above', budgetMs: 10 * minute, usedMs: 10 * minute },
      { tier: 'own', budgetMs: 10 * minute, usedMs },
    ],
  },
];
const first = (fills: SessionFillAnswer[], time: string, lengthMs = minute) => {
  const [room] = nextRooms(sessions, fills, { zone, now: at(time), lengthMs });
  return room && `${room.date} ${room.sessionKey} ${room.freeMs / minute}`;
};

it('names the next session whose own part has room', () => {
  expect(first(used(0), '16:00')).toBe(`${date} afternoon 10`);
  expect(first(used(9 * minute), '16:00')).toBe(`${date} afternoon 1`);
  expect(first(used(9.5 * minute), '16:00')).toBe('2026-12-01 morning 10');
});

it('leaves time to listen to it and to approve it', () => {
  expect(first([], '16:44')).toBe(`${date} afternoon 10`);
  expect(first([], '16:45')).toBe('2026-12-01 morning 10');
});

it('names nothing where no own part is so long, nor where there is none', () => {
  expect(first([], '16:00', 11 * minute)).toBeUndefined();
  const above = [session('noon', '11:00', ['above'])];
  expect(nextRooms(above, [], { zone, now: at('09:00'), lengthMs: 0 })).toEqual([]);
});

it('says the part of the day as people do', () => {
  const parts = ['05:00', '11:30', '17:00', '19:00'].map(dayPartOf);
  expect(parts).toEqual(['morning', 'noon', 'afternoon', 'evening']);
});
