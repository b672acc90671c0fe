import { expect, it } from 'vitest';
import { nextSession } from '../../../web/features/timetable/next-session.ts';

const zone = 'Asia/Ho_Chi_Minh';
const session = (key: string, startsAt: string, weekdays: (1 | 2 | 7)[]) => ({
  id: key,
  stationId: 's1',
  key,
  name: key,
  weekdays,
  startsAt,
  latestEnd: '23:00',
  validFrom: null,
  validTo: null,
  parts: [],
  openingId: null,
  closingId: null,
  leadInMs: 3000,
  tailMs: 1000,
  stagger: [],
  modeKeys: [],
});
/** Sunday, 23 November 2025. */
const at = (hours: number) => Date.UTC(2025, 10, 23, hours - 7);

it('finds the session that starts next, today or on a later day', () => {
  const all = [session('afternoon', '17:00', [7]), session('morning', '05:00', [1, 7])];
  expect(nextSession(all, zone, at(3))).toEqual({ key: 'morning', date: '2025-11-23' });
  expect(nextSession(all, zone, at(10))).toEqual({ key: 'afternoon', date: '2025-11-23' });
  expect(nextSession(all, zone, at(18))).toEqual({ key: 'morning', date: '2025-11-24' });
  expect(nextSession([], zone, at(18))).toBeNull();
});
