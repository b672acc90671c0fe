import { expect, it } from 'vitest';
import {
  comparePlaces,
  placeOf,
  tableRows,
  type TableLine,
} from '../../../../core/timetable/table-rows.ts';

const hour = 3_600_000;
const line = (stationId: string, rest: Partial<TableLine> = {}): TableLine => ({
  ...{ id: 'b1-2026-11-25', broadcastId: 'b1', title: 'Tin tỉnh', programmeId: 'p1' },
  ...{ stationId, date: '2026-11-25', sessionKey: 'morning', part: 'above' },
  ...{ airs: true, reason: 'placed', stopped: false, startsAt: 5 * hour, durationMs: 1000 },
  ...rest,
});
const silent = (stationId: string, reason: string) =>
  line(stationId, { airs: false, reason, startsAt: null });

it('sums up a broadcast of a day at all its stations', () => {
  const [row, ...others] = tableRows([
    line('s1'),
    line('s2', { startsAt: 5 * hour + 4 * 60_000, durationMs: 900 }),
    line('s3', { stopped: true }),
    silent('s4', 'offered'),
    silent('s5', 'session_full'),
    silent('s6', 'session_full'),
  ]);
  expect(others).toEqual([]);
  expect(row).toEqual({
    ...{ id: 'b1-2026-11-25', broadcastId: 'b1', title: 'Tin tỉnh', programmeId: 'p1' },
    ...{ date: '2026-11-25', sessionKey: 'morning', part: 'above' },
    ...{ startsAt: 5 * hour, lastStartsAt: 5 * hour + 4 * 60_000, durationMs: 1000 },
    ...{ airing: 2, stopped: 1, silent: 3 },
    reasons: [
      { reason: 'session_full', stations: 2 },
      { reason: 'offered', stations: 1 },
    ],
  });
});

it('counts each station once: what was stopped and would not air is stopped', () => {
  const [row] = tableRows([line('s1', { airs: false, stopped: true, reason: 'offered' })]);
  expect(row).toMatchObject({ airing: 0, stopped: 1, silent: 0, reasons: [] });
});

it('names the session that most have it in', () => {
  const [row] = tableRows([
    line('s1', { sessionKey: 'evening', part: 'own' }),
    line('s2'),
    line('s3'),
  ]);
  expect(row).toMatchObject({ sessionKey: 'morning', part: 'above' });
});

it('has no time where no station has air for it', () => {
  const [row] = tableRows([silent('s1', 'no_room'), silent('s2', 'no_room')]);
  expect(row).toMatchObject({ startsAt: null, lastStartsAt: null, airing: 0, silent: 2 });
});

it('stands in order of days and time, a guest on the day on which it airs, what has no time last', () => {
  const at = (id: string, rest: Partial<TableLine>) => line('s1', { id, broadcastId: id, ...rest });
  const lines = [
    at('none', { startsAt: null, airs: false }),
    at('noon', { startsAt: 11 * hour }),
    line('s1', { date: '2026-11-26', startsAt: 29 * hour }),
    at('early', { startsAt: 4 * hour }),
    line('s2'),
    at('early-2', { startsAt: 4 * hour }),
  ];
  const names = (some: TableLine[]) => tableRows(some).map(({ id, date }) => `${id} ${date}`);
  expect(names(lines)).toEqual([
    'early 2026-11-25',
    'early-2 2026-11-25',
    'b1-2026-11-25 2026-11-25',
    'noon 2026-11-25',
    'none 2026-11-25',
    'b1-2026-11-25 2026-11-26',
  ]);
  expect(names([...lines].reverse())).toEqual(names(lines));
});

it('goes on behind a place, through rows of one time and those without one', () => {
  const rows = tableRows([
    line('s1', { id: 'a' }),
    line('s1', { id: 'b' }),
    line('s1', { id: 'c', startsAt: null }),
    line('s1', { id: 'd', startsAt: null }),
  ]);
  for (const [at, row] of rows.entries()) {
    const behind = rows.filter((one) => comparePlaces(placeOf(one), placeOf(row)) > 0);
    expect(behind).toEqual(rows.slice(at + 1));
  }
});
