import { expect, it } from 'vitest';
import { mayDropAt } from '../../../../web/features/timetable/drop-place.ts';

const today = '2026-11-24';
const line = {
  ...{ id: 'b1-2026-11-25', broadcastId: 'b1', stationId: 's1', date: '2026-11-25' },
  sessionKey: 'morning',
};
const others = [
  { ...line, id: 'b1-2026-11-27', date: '2026-11-27' },
  { ...line, id: 'b2-2026-11-26', broadcastId: 'b2', date: '2026-11-26' },
  // A guest from the day before.
  { ...line, id: 'b1-2026-11-28', date: '2026-11-29' },
];
const given = { today, week: [line, ...others] };
const place = { stationId: 's1', date: '2026-11-26', sessionKey: null };

it.each([
  ['another day of its station', {}, true],
  ['another station', { stationId: 's2' }, false],
  ['a day that is gone', { date: '2026-11-23' }, false],
  ['the day where it is', { date: '2026-11-25' }, false],
  ['its own session', { date: '2026-11-25', sessionKey: 'morning' }, false],
  ['another session of its day', { date: '2026-11-25', sessionKey: 'evening' }, true],
  ['a day of its series', { date: '2026-11-27' }, false],
  ['a day of its series that airs later', { date: '2026-11-28' }, false],
  ['a day on which another of its series is a guest', { date: '2026-11-29' }, true],
])('lets a line go at %s or not', (_, at, may) => {
  expect(mayDropAt(line, { ...place, ...at }, given)).toBe(may);
});

it('lets a guest go back to its own day, and not to another session where the series is itself', () => {
  const guest = { ...line, date: '2026-11-27' };
  const at = (date: string) => mayDropAt(guest, { ...place, date, sessionKey: 'evening' }, given);
  expect(at('2026-11-25')).toBe(true);
  expect(at('2026-11-27')).toBe(false);
});
