import { expect, test } from 'vitest';
import type { Area } from '../../../../core/area/area.ts';
import { createTree } from '../../../../core/area/tree.ts';
import type { Targets } from '../../../../core/broadcast/broadcast.ts';
import { reaches } from '../../../../core/broadcast/targets.ts';

const area = (id: string, parentId: string | null, validTo: string | null = null): Area => ({
  id,
  code: id,
  name: id,
  kind: 'xã',
  parentId,
  validFrom: null,
  validTo,
  tags: [],
});
const tree = createTree(
  new Map(
    [
      area('tinh', null),
      area('huyen', 'tinh', '2025-06-30'),
      area('xa', 'huyen'),
      area('xom', 'xa'),
    ].map((each) => [each.id, each]),
  ),
);
const place = { endpointId: 'loa1', stationId: 'dai1', areaId: 'xom', groupIds: ['venbien'] };
const targets = (more: Partial<Targets>, ownerAreaId = 'tinh') => ({
  ownerAreaId,
  targets: { areas: [], stations: [], endpoints: [], groups: [], except: [], ...more },
});
const on = '2026-11-23';

test('an area reaches everything beneath it', () => {
  expect(reaches(targets({ areas: ['tinh'] }), place, tree, on)).toBe(true);
  expect(reaches(targets({ areas: ['xom'] }), place, tree, on)).toBe(true);
  expect(reaches(targets({ areas: ['other'] }), place, tree, on)).toBe(false);
});

test('an area that has ended reaches nobody any more', () => {
  expect(reaches(targets({ areas: ['huyen'] }), place, tree, '2025-06-30')).toBe(true);
  expect(reaches(targets({ areas: ['huyen'] }), place, tree, '2025-07-01')).toBe(false);
});

test('an exclusion beats every target', () => {
  expect(reaches(targets({ areas: ['tinh'], except: ['xa'] }), place, tree, on)).toBe(false);
  expect(reaches(targets({ endpoints: ['loa1'], except: ['dai1'] }), place, tree, on)).toBe(false);
});

test('stations and single endpoints can be named', () => {
  expect(reaches(targets({ stations: ['dai1'] }), place, tree, on)).toBe(true);
  expect(reaches(targets({ endpoints: ['loa2'] }), place, tree, on)).toBe(false);
});

test('a group reaches its members, and can be left out', () => {
  expect(reaches(targets({ groups: ['venbien'] }), place, tree, on)).toBe(true);
  expect(reaches(targets({ groups: ['hongheo'] }), place, tree, on)).toBe(false);
  const without = targets({ areas: ['tinh'], except: ['venbien'] });
  expect(reaches(without, place, tree, on)).toBe(false);
});

test('nobody is reached by an owner who does not stand above them', () => {
  expect(reaches(targets({ endpoints: ['loa1'] }, 'xa'), place, tree, on)).toBe(true);
  expect(reaches(targets({ endpoints: ['loa1'] }, 'other'), place, tree, on)).toBe(false);
  expect(reaches(targets({ endpoints: ['loa1'] }, 'huyen'), place, tree, on)).toBe(false);
});
