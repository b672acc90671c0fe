import { expect, it } from 'vitest';
import TimetableFilters from '../../../../web/features/timetable/TimetableFilters.vue';
import type { TimetableView } from '../../../../web/features/timetable/timetable-view.ts';
import { mountPart } from '../console-part.ts';

const area = (id: string, parentId: string | null) => ({
  ...{ id, parentId, code: id, name: `Nơi ${id}`, kind: 'xã', validFrom: null, validTo: null },
  tags: [],
});
const areas = new Map(
  [area('a1', null), area('xa1', 'a1'), area('thon', 'xa1'), area('xa2', 'a1')].map((one) => [
    one.id,
    one,
  ]),
);
const stations = new Map(
  ['xa1', 'xa2'].map((areaId, at) => [
    `s${at + 1}`,
    { id: `s${at + 1}`, areaId, name: `Đài ${areaId}`, zone: 'Asia/Ho_Chi_Minh' },
  ]),
);
const programmes = new Map([['p1', { id: 'p1', name: 'Giảm nghèo', tag: 'GN', archivedAt: null }]]);
const usual: TimetableView = {
  ...{ date: '2026-11-25', areaId: '', stationId: '', programmeId: '' },
  ...{ view: 'stations', span: 'week' },
};

function filtersOf(view: Partial<TimetableView>, places: Record<string, unknown> = {}) {
  const props = { view: { ...usual, ...view } };
  const known = { areas, stations, programmes, ...places };
  const { wrapper } = mountPart(TimetableFilters, { props, places: known });
  const selects = wrapper.findAll('select');
  const offered = selects.map((one) => one.findAll('option').map((it) => it.text().trim()));
  const choose = async (at: number, value: string) => {
    await selects[at]?.setValue(value);
    return wrapper.emitted('go')?.at(-1);
  };
  return { offered, choose };
}

it('offers communes with a station and what lies above them, and of the area its stations alone', () => {
  expect(filtersOf({}).offered).toEqual([
    ['Mọi địa bàn', 'Nơi a1', 'Nơi xa1', 'Nơi xa2'],
    ['Mọi đài', 'Đài xa1', 'Đài xa2'],
    ['Mọi chuyên mục', 'Giảm nghèo'],
  ]);
  expect(filtersOf({ areaId: 'xa2', stationId: 's2' }).offered[1]).toEqual(['Mọi đài', 'Đài xa2']);
});

it('keeps the station that was chosen where it is in the area, and no other', async () => {
  const chosen = { stationId: 's1', programmeId: 'p1' };
  expect(await filtersOf(chosen).choose(0, 'xa1')).toEqual([{ areaId: 'xa1', ...chosen }]);
  expect(await filtersOf(chosen).choose(0, 'xa2')).toEqual([
    { areaId: 'xa2', stationId: '', programmeId: 'p1' },
  ]);
});

it('leaves out what there is only one of', () => {
  const alone = new Map([...stations].slice(0, 1));
  expect(filtersOf({}, { stations: alone }).offered).toEqual([['Mọi chuyên mục', 'Giảm nghèo']]);
  expect(filtersOf({}, { stations: alone, programmes: new Map() }).offered).toEqual([]);
});
