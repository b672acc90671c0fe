import { describe, expect, it } from 'vitest';
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
    ...{ stationId: 'dai', key, startsAt, latestEnd: '18:00', modeKeys: [], stagger: [] },
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
    ...{ startsAt: at('17:00'), latestEnd: at('17:45'), endsAt: at('17:10') },
    leftMs: 10 * minute - usedMs,
    parts: [
      { tier: 'above', budgetMs: 10 * minute, usedMs: 10 * minute },
      { tier: 'own', budgetMs: 10 * minute, usedMs },
    ],
  },
];
const first = (fills: SessionFillAnswer[], time: string, lengthMs = minute, toldUntil = date) => {
  const [room] = nextRooms(sessions, fills, { zone, now: at(time), lengthMs, toldUntil });
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
  expect(nextRooms(above, [], { zone, now: at('09:00'), lengthMs: 0, toldUntil: date })).toEqual(
    [],
  );
});

describe('on a day with a mode', () => {
  const tomorrow = '2026-12-01';
  const filled = (key: string, change: Partial<SessionFillAnswer> = {}) => ({
    ...used(0)[0]!,
    ...{ date: tomorrow, sessionKey: key, startsAt: instantOf(tomorrow, '17:00', zone) },
    ...change,
  });

  it('leaves out sessions that the mode cancels', () => {
    expect(first([filled('afternoon')], '17:00', minute, tomorrow)).toBe('2026-12-01 afternoon 10');
    // Nothing is told of the day after.
    expect(first([filled('noon')], '17:00', minute, tomorrow)).toBe('2026-12-02 morning 10');
  });

  it('takes those that were made for it', () => {
    const special = { ...session('tet', '06:00', ['own']), modeKeys: ['tet'] };
    const startsAt = instantOf(tomorrow, '06:00', zone);
    const when = { zone, now: at('17:00'), lengthMs: minute };
    const among = (toldUntil: string) =>
      nextRooms([special], [filled('tet', { startsAt })], { ...when, toldUntil }).map(
        (room) => room.date,
      );
    expect(among(tomorrow)).toEqual([tomorrow]);
    expect(among(date)).toEqual([]);
  });

  it('is held too where villages begin a little later one after another', () => {
    const late = { ...sessions[0]!, stagger: [{ areaId: 'xom4', offsetMs: 20_000 }] };
    const fills = [filled('afternoon', { startsAt: at('17:00') + 86_400_000 + 20_000 })];
    const when = { zone, now: at('17:00'), lengthMs: minute, toldUntil: tomorrow };
    expect(nextRooms([late], fills, when).map((room) => room.date)).toContain(tomorrow);
    expect(nextRooms([sessions[0]!], fills, when).map((room) => room.date)).not.toContain(tomorrow);
  });

  it('has no more room than the mode leaves', () => {
    const capped = [filled('afternoon', { leftMs: 2 * minute })];
    expect(first(capped, '17:00', minute, tomorrow)).toBe('2026-12-01 afternoon 2');
    expect(first(capped, '17:00', 3 * minute, tomorrow)).toBe('2026-12-02 morning 10');
  });
});

it('says the part of the day as people do', () => {
  const parts = ['05:00', '11:30', '17:00', '19:00'].map(dayPartOf);
  expect(parts).toEqual(['morning', 'noon', 'afternoon', 'evening']);
});
