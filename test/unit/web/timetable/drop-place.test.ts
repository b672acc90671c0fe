import { expect, it } from 'vitest';
import { mayDropAt } from '../../../../web/features/timetable/drop-place.ts';

const today = '2026-11-24';
const line = { stationId: 's1', date: '2026-11-25', sessionKey: 'morning' };
const place = { stationId: 's1', date: '2026-11-26', sessionKey: null };

it.each([
  ['another day of its station', {}, true],
  ['another station', { stationId: 's2' }, false],
  ['a day that is gone', { date: '2026-11-23' }, false],
  ['the day where it is', { date: '2026-11-25' }, false],
  ['its own session', { date: '2026-11-25', sessionKey: 'morning' }, false],
  ['another session of its day', { date: '2026-11-25', sessionKey: 'evening' }, true],
])('lets a line go at %s or not', (_, at, may) => {
  expect(mayDropAt(line, { ...place, ...at }, today)).toBe(may);
});
