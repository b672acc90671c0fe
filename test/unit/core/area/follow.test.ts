import { expect, test } from 'vitest';
import { endArea, moveArea } from '../../../../core/area/change-area.ts';
import { mergeStation, moveStation } from '../../../../core/area/change-station.ts';
import { followIn } from '../../../../core/area/follow.ts';
import { mergeAreas } from '../../../../core/area/merge-areas.ts';
import { planPlaces, type EndpointPlace } from '../../../../core/area/plan-places.ts';
import { changeDays, type Territory } from '../../../../core/area/territory.ts';
import { changed, lastDay, reform, territory } from './reform.ts';

function placesOf(
  after: Territory,
  stationId: string,
  areaId: string,
  more: EndpointPlace[] = [],
): string[] {
  const begin = { from: null, stationId, areaId, byHand: true };
  const given = {
    since: '2025-01-01',
    changeDays: changeDays(after, '2025-01-01'),
    follow: followIn(after),
  };
  return planPlaces([begin, ...more], given).map(
    (place) => `${place.from ?? '…'} ${place.stationId} ${place.areaId}`,
  );
}

const merged = () =>
  changed(territory(), (before) =>
    mergeAreas(before, { areaIds: ['a', 'b', 'd'], into: 'c', on: reform }),
  );

test('the first station of a merge is taken over, the others go into it, and endpoints with them', () => {
  const after = merged();
  expect(placesOf(after, 'dai-a', 'xom-a')).toEqual(['… dai-a xom-a']);
  expect(placesOf(after, 'dai-b', 'xom-b')).toEqual(['… dai-b xom-b', `${reform} dai-a xom-b`]);
  expect(after.stations.get('dai-b')).toMatchObject({ validTo: lastDay, successorId: 'dai-a' });
});

test('what stood in a merged commune itself stands in its successor', () => {
  expect(placesOf(merged(), 'dai-a', 'a')).toEqual(['… dai-a a', `${reform} dai-a c`]);
});

test('the station of the area that takes over goes before those that it takes over', () => {
  const before = territory();
  const withOwn = {
    ...before,
    stations: new Map([...before.stations, ['dai-c', { id: 'dai-c', areaId: 'c' }]]),
  };
  const after = changed(withOwn, (one) =>
    mergeAreas(one, { areaIds: ['a'], into: 'c', on: reform }),
  );
  expect(placesOf(after, 'dai-a', 'xom-a')).toEqual(['… dai-a xom-a', `${reform} dai-c xom-a`]);
});

test('what stands in the area of its station goes where this goes; a village stays where it is', () => {
  const after = changed(territory(), (before) =>
    moveStation(before, { stationId: 'dai-a', to: 'd', on: reform }),
  );
  expect(placesOf(after, 'dai-a', 'a')).toEqual(['… dai-a a', `${reform} dai-a d`]);
  expect(placesOf(after, 'dai-a', 'xom-a')).toEqual(['… dai-a xom-a']);
});

test('endpoints of a village that moves go to the station of where it goes', () => {
  const after = changed(territory(), (before) =>
    moveArea(before, { areaId: 'xom-a', to: 'b', on: reform }),
  );
  expect(placesOf(after, 'dai-a', 'xom-a')).toEqual(['… dai-a xom-a', `${reform} dai-b xom-a`]);
});

test('they stay with their station where there is none to go to', () => {
  const after = changed(territory(), (before) =>
    moveArea(before, { areaId: 'xom-a', to: 'd', on: reform }),
  );
  expect(placesOf(after, 'dai-a', 'xom-a')).toEqual(['… dai-a xom-a']);
});

test('endpoints keep a station that stands above them though a nearer one does too', () => {
  const before = territory();
  const stations = new Map([
    ...before.stations,
    ['dai-huyen', { id: 'dai-huyen', areaId: 'huyen' }],
  ]);
  const after = changed({ ...before, stations }, (one) =>
    moveArea(one, { areaId: 'xom-a', to: 'b', on: reform }),
  );
  expect(placesOf(after, 'dai-huyen', 'xom-a')).toEqual(['… dai-huyen xom-a']);
});

test('an endpoint that was moved by hand follows from there', () => {
  const hand = { from: '2025-03-01', stationId: 'dai-b', areaId: 'xom-b', byHand: true };
  expect(placesOf(merged(), 'dai-a', 'xom-a', [hand])).toEqual([
    '… dai-a xom-a',
    '2025-03-01 dai-b xom-b',
    `${reform} dai-a xom-b`,
  ]);
});

test('a merge that is called off leaves stations and endpoints where they were', () => {
  const after = ['a', 'b', 'd'].reduce(
    (before, areaId) => changed(before, (one) => endArea(one, { areaId, lastDay: null })),
    merged(),
  );
  expect(placesOf(after, 'dai-b', 'xom-b')).toEqual(['… dai-b xom-b']);
  expect(placesOf(after, 'dai-a', 'a')).toEqual(['… dai-a a']);
  expect(after.stations.get('dai-b')).toMatchObject({ validTo: null, successorId: null });
});

test('what was planned before a day is not planned anew', () => {
  const after = merged();
  const places = [
    { from: null, stationId: 'dai-b', areaId: 'xom-b', byHand: true },
    { from: '2024-05-01', stationId: 'dai-a', areaId: 'xom-b', byHand: false },
  ];
  const given = { since: '2025-01-01', changeDays: [], follow: followIn(after) };
  expect(planPlaces(places, given).slice(0, 2)).toEqual(places);
});

test('a station moves to an area that has none, and to no other', () => {
  const move = (to: string) => moveStation(territory(), { stationId: 'dai-a', to, on: reform });
  expect(move('b')).toBe('station_area_taken');
  const after = changed(territory(), () => move('d'));
  expect(placesOf(after, 'dai-a', 'xom-d')).toEqual(['… dai-a xom-d']);
});

test('a station that goes into another ends the day before, and not into itself', () => {
  const merge = (into: string) =>
    mergeStation(territory(), { stationId: 'dai-b', into, on: reform });
  expect(merge('dai-b')).toBe('station_not_there');
  const after = changed(territory(), () => merge('dai-a'));
  expect(after.stations.get('dai-b')).toMatchObject({ validTo: lastDay, successorId: 'dai-a' });
});

test('no area gets a second station, on whatever day', () => {
  const merge = { areaIds: ['a'], into: 'd' };
  const later = changed(territory(), (before) =>
    moveStation(before, { stationId: 'dai-b', to: 'd', on: '2025-09-01' }),
  );
  expect(mergeAreas(later, { ...merge, on: reform })).toBe('station_area_taken');
  expect(mergeAreas(later, { ...merge, on: '2025-09-01' })).toMatchObject({
    stations: [{ id: 'dai-a', successorId: 'dai-b' }],
  });
  const gone = changed(territory(), (before) =>
    moveStation(before, { stationId: 'dai-b', to: 'd', on: reform }),
  );
  expect(mergeAreas(gone, { areaIds: ['a'], into: 'b', on: reform })).toMatchObject({
    stations: [{ id: 'dai-a', moves: [{ areaId: 'a' }, { from: reform, areaId: 'b' }] }],
  });
});

test('a merge that is planned otherwise leaves nothing of the first plan', () => {
  const plan = (before: Territory, areaIds: string[], into: string, on = reform) =>
    changed(before, (one) => mergeAreas(one, { areaIds, into, on }));
  const mistaken = plan(territory(), ['a', 'b'], 'd', '2025-08-01');
  const after = plan(mistaken, ['a'], 'c');
  expect(after.tree.areas.get('a')).toMatchObject({ validTo: lastDay, successorId: 'c' });
  expect(placesOf(after, 'dai-a', 'a')).toEqual(['… dai-a a', `${reform} dai-a c`]);
  expect(placesOf(after, 'dai-a', 'xom-a')).toEqual(['… dai-a xom-a']);
  // The other one still goes where it was to go, now with its own station.
  expect(placesOf(after, 'dai-b', 'xom-b')).toEqual(['… dai-b xom-b']);
  expect(placesOf(after, 'dai-b', 'b')).toEqual(['… dai-b b', '2025-08-01 dai-b d']);
  const sameDay = plan(plan(territory(), ['a'], 'd'), ['a'], 'c');
  expect(placesOf(sameDay, 'dai-a', 'a')).toEqual(['… dai-a a', `${reform} dai-a c`]);
  const apart = plan(plan(territory(), ['a'], 'b'), ['a'], 'c');
  expect(apart.stations.get('dai-a')).toMatchObject({ validTo: null, successorId: null });
});

test('one of several that is not merged after all takes only its own station back', () => {
  const three = {
    ...territory(),
    stations: new Map([...territory().stations, ['dai-d', { id: 'dai-d', areaId: 'd' }]]),
  };
  const plan = (before: Territory, areaIds: string[], on: string) =>
    changed(before, (one) => mergeAreas(one, { areaIds, into: 'c', on }));
  const both = plan(plan(three, ['a', 'b'], reform), ['d'], '2025-08-01');
  expect(both.stations.get('dai-d')).toMatchObject({ successorId: 'dai-a' });
  const after = changed(both, (one) => endArea(one, { areaId: 'a', lastDay: null }));
  expect(placesOf(after, 'dai-a', 'a')).toEqual(['… dai-a a']);
  expect(placesOf(after, 'dai-b', 'b')).toEqual(['… dai-b b', `${reform} dai-b c`]);
  expect(after.stations.get('dai-d')).toMatchObject({
    validTo: '2025-07-31',
    successorId: 'dai-b',
  });
});
