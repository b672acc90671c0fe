import { expect, test } from 'vitest';
import type { Broadcast, Placement } from '../../../../core/broadcast/broadcast.ts';
import { nextStartWith, startsOn } from '../../../../core/broadcast/starts-on.ts';
import { fromForm } from '../../../../core/recurrence/form.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { broadcast, hardAt, inMorning, morning, zone } from '../compile/day-input.ts';

const at = (date: string, time: string) => instantOf(date, time, zone);
const end = { by: 'never' as const };
const daily = fromForm({ kind: 'daily', everyDays: 1, first: '2026-11-23', end, except: [] });
const station = { zone, sessions: [morning] };
const every = (placement: Placement, more: Partial<Broadcast> = {}) =>
  broadcast('b1', placement, ['r1'], { dates: daily, ...more });
const next = (given: Broadcast, from: number, recordingId = 'r1', stations = [station]) =>
  nextStartWith(given, recordingId, { stations, from });

test('what stands in a session begins with it, where the station has one on that day', () => {
  expect(startsOn(every(inMorning()), station, '2026-11-24')).toEqual([at('2026-11-24', '05:00')]);
  const sundays = { zone, sessions: [{ ...morning, weekdays: [7 as const] }] };
  expect(startsOn(every(inMorning()), sundays, '2026-11-24')).toEqual([]);
  expect(startsOn(every(inMorning()), { zone, sessions: [] }, '2026-11-24')).toEqual([]);
});

test('the next start is the first that is not past yet, of all slots of a day', () => {
  const slots = ['05:00', '11:00'].map((time, index) => ({ id: String(index + 1), time }));
  const twice = every({ ...hardAt('05:00'), slots } as Placement);
  expect(next(twice, at('2026-11-24', '05:00'))).toBe(at('2026-11-24', '05:00'));
  expect(next(twice, at('2026-11-24', '05:01'))).toBe(at('2026-11-24', '11:00'));
  expect(next(twice, at('2026-11-24', '11:01'))).toBe(at('2026-11-25', '05:00'));
});

test('the earliest of all stations counts, each in its own zone', () => {
  const east = { zone: 'Asia/Tokyo', sessions: station.sessions };
  const from = at('2026-11-24', '00:00');
  expect(next(every(inMorning()), from, 'r1', [station, east])).toBe(
    instantOf('2026-11-24', '05:00', 'Asia/Tokyo'),
  );
});

test('a day that was edited counts with what it plays', () => {
  const items = [{ type: 'recording' as const, recordingId: 'r2' }];
  const edited = every(hardAt('05:00'), { overrides: [{ date: '2026-11-26', items }] });
  const from = at('2026-11-24', '00:00');
  expect(next(edited, from, 'r2')).toBe(at('2026-11-26', '05:00'));
  expect(next(edited, at('2026-11-26', '00:00'), 'r1')).toBe(at('2026-11-27', '05:00'));
});

test('what is over, or plays something else, has no next start', () => {
  const once = every(hardAt('05:00'), { dates: fromForm({ kind: 'once', date: '2026-11-24' }) });
  expect(next(once, at('2026-11-24', '05:01'))).toBeNull();
  expect(next(once, at('2026-11-24', '00:00'), 'r2')).toBeNull();
});
