import { describe, expect, it } from 'vitest';
import {
  changedQuery,
  daysOf,
  readTimetableView,
  stationsIn,
  tableQuery,
} from '../../../../web/features/timetable/timetable-view.ts';

const today = '2026-11-25';

describe('the address of the timetable', () => {
  it('says what is shown, and of nothing else the usual', () => {
    const usual = readTimetableView({}, today);
    expect(usual).toEqual({
      ...{ date: today, areaId: '', stationId: '', programmeId: '' },
      ...{ view: 'stations', span: 'week' },
    });
    const query = {
      ...{ date: '2026-12-01', area: 'a2', station: 's1', programme: 'p1' },
      ...{ view: 'table', span: 'day' },
    };
    const view = readTimetableView(query, today);
    expect(view).toEqual({
      ...{ date: '2026-12-01', areaId: 'a2', stationId: 's1', programmeId: 'p1' },
      ...{ view: 'table', span: 'day' },
    });
    expect(changedQuery({}, view)).toEqual(query);
    const odd = { date: 'khi nào', area: ['a1', 'a2'], span: 'year' };
    expect(readTimetableView(odd, today)).toEqual(usual);
  });

  it('keeps what is not changed, and what it does not know', () => {
    const query = { date: '2026-12-01', area: 'a2', span: 'day', other: 'x' };
    const changed = changedQuery(query, { areaId: '', stationId: 's1', span: 'week' });
    expect(changed).toEqual({ ...query, area: undefined, station: 's1', span: undefined });
  });
});

it('shows the week around a day, or the day alone', () => {
  expect(daysOf({ date: today, span: 'day' })).toEqual([today]);
  const week = daysOf({ date: today, span: 'week' });
  expect([week[0], week.at(-1), week.length]).toEqual(['2026-11-23', '2026-11-29', 7]);
});

it('asks the server for the days that are seen, and for no filter that is not set', () => {
  const view = readTimetableView({ date: today, programme: 'p1' }, today);
  expect(tableQuery(view)).toEqual({ from: '2026-11-23', to: '2026-11-29', programmeId: 'p1' });
  expect(tableQuery({ ...view, span: 'day', areaId: 'a1', stationId: 's1' })).toEqual({
    ...{ from: today, to: today, areaId: 'a1', stationId: 's1', programmeId: 'p1' },
  });
});

describe('the stations that are shown', () => {
  const area = (id: string, parentId: string | null) => ({
    ...{ id, parentId, code: id, name: id, kind: 'xã', validFrom: null, validTo: null, tags: [] },
  });
  const areas = new Map(
    [area('tinh', null), area('xa1', 'tinh'), area('xa2', 'tinh')].map((one) => [one.id, one]),
  );
  const stations = ['xa1', 'xa2'].map((areaId, at) => ({ id: `s${at + 1}`, areaId }));
  const shown = (areaId: string, stationId: string) =>
    stationsIn({ areaId, stationId }, stations, areas).map(({ id }) => id);

  it.each([
    ['', '', ['s1', 's2']],
    ['tinh', '', ['s1', 's2']],
    ['xa2', '', ['s2']],
    ['', 's1', ['s1']],
    ['tinh', 's2', ['s2']],
    ['xa2', 's1', []],
    ['nowhere', '', []],
  ])('are those beneath “%s”, and of them “%s”', (areaId, stationId, ids) => {
    expect(shown(areaId, stationId)).toEqual(ids);
  });
});
