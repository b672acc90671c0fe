import { expect, test } from 'vitest';
import { endArea, moveArea } from '../../../../core/area/change-area.ts';
import { mergeAreas } from '../../../../core/area/merge-areas.ts';
import type { Tree } from '../../../../core/area/tree.ts';
import type { Broadcast, Targets } from '../../../../core/broadcast/broadcast.ts';
import type { Place } from '../../../../core/broadcast/targets.ts';
import { createTargetIndex } from '../../../../core/compile/target-index.ts';
import { changed, lastDay, reform, territory } from '../area/reform.ts';

function broadcast(id: string, ownerAreaId: string, targets: Partial<Targets>): Broadcast {
  return {
    ...{ id, version: 1, title: id, ownerAreaId, class: 'normal', overrides: [], items: [] },
    placement: { kind: 'session', sessionKey: 'morning', part: 'above', order: 1 },
    dates: {
      ...{ first: '2025-01-01', last: null, count: null, exdates: [], rdates: [] },
      rule: { freq: 'daily', interval: 1 },
    },
    targets: { areas: [], stations: [], endpoints: [], groups: [], except: [], ...targets },
    ...{ overflow: { kind: 'skip' }, whenBeaten: 'queue', afterInterrupt: 'restart' },
    ...{ volumePercent: null, urgentSince: null },
  };
}

const placeIn = (areaId: string, stationId = 'dai-a'): Place => ({
  ...{ endpointId: `loa-${areaId}`, stationId, areaId, groupIds: [] },
});

function heard(tree: Tree, broadcasts: readonly Broadcast[], place: Place, date: string): string[] {
  const index = createTargetIndex(broadcasts, tree);
  return index.reaching(place, date).map(({ id, rank }) => `${id}@${rank}`);
}

const ofProvince = broadcast('tinh', 'tinh', { areas: ['tinh'] });
const ofDistrict = broadcast('huyen', 'huyen', { areas: ['a', 'b'] });
const ofCommune = broadcast('a', 'a', { areas: ['a'] });

test('on each day a broadcast has the tier that its owner has in the tree of that day', () => {
  const { tree } = changed(territory(), (before) => endArea(before, { areaId: 'huyen', lastDay }));
  const all = [ofProvince, ofDistrict, ofCommune];
  expect(heard(tree, all, placeIn('xom-a'), lastDay)).toEqual(['a@2', 'huyen@1', 'tinh@0']);
  expect(heard(tree, all, placeIn('xom-a'), reform)).toEqual(['a@1', 'tinh@0']);
});

test('a target means the area as it is on that day: merged communes hear what is for their successor alone', () => {
  const { tree } = changed(territory(), (before) =>
    mergeAreas(before, { areaIds: ['a', 'b'], into: 'c', on: reform }),
  );
  const ofSuccessor = broadcast('c', 'c', { areas: ['c'] });
  const all = [ofProvince, ofCommune, ofSuccessor];
  expect(heard(tree, all, placeIn('xom-b'), lastDay)).toEqual(['tinh@0']);
  expect(heard(tree, all, placeIn('xom-a'), reform)).toEqual(['c@1', 'tinh@0']);
  expect(heard(tree, all, placeIn('xom-b'), reform)).toEqual(['c@1', 'tinh@0']);
});

test('who no longer stands above a village is not heard there, though the broadcast names it', () => {
  const { tree } = changed(territory(), (before) =>
    moveArea(before, { areaId: 'xom-a', to: 'b', on: reform }),
  );
  const named = broadcast('thôn', 'a', { areas: ['xom-a'], stations: ['dai-a'] });
  expect(heard(tree, [named], placeIn('xom-a'), lastDay)).toEqual(['thôn@2']);
  expect(heard(tree, [named], placeIn('xom-a'), reform)).toEqual([]);
});

test('places and days that hear the same get the very same list', () => {
  const { tree } = changed(territory(), (before) =>
    moveArea(before, { areaId: 'xom-b', to: 'd', on: reform }),
  );
  const index = createTargetIndex([ofProvince, ofDistrict], tree);
  const first = index.reaching(placeIn('xom-a'), lastDay);
  expect(index.reaching(placeIn('xom-a'), reform)).toBe(first);
  expect(index.reaching(placeIn('a'), lastDay)).toBe(first);
  expect(index.reaching(placeIn('xom-b'), reform)).not.toBe(first);
});
