import { expect, test } from 'vitest';
import type { Area } from '../../../../core/area/area.ts';
import { groupIdsOf, type Group } from '../../../../core/broadcast/group.ts';

const area = (id: string, parentId: string | null, rest: Partial<Area> = {}): Area => ({
  ...{ id, code: id, name: id, kind: 'xã', parentId, validFrom: null, validTo: null, tags: [] },
  ...rest,
});
const areas = new Map(
  [
    area('tinh', null),
    area('bien', 'tinh', { tags: ['ven biển'] }),
    area('xom', 'bien'),
    area('nui', 'tinh', { tags: ['nghèo cao'] }),
    area('cu', 'tinh', { tags: ['ven biển'], validTo: '2025-06-30' }),
  ].map((one) => [one.id, one]),
);
const place = (areaId: string) => ({ endpointId: `e_${areaId}`, stationId: `s_${areaId}`, areaId });
const group = (rest: Partial<Group>): Group => ({
  ...{ id: 'g', areaId: 'tinh', tag: null, members: [] },
  ...rest,
});
const belongs = (areaId: string, rest: Partial<Group>, date = '2026-11-23') =>
  groupIdsOf(place(areaId), [group(rest)], areas, date).length === 1;

test('a place belongs by its endpoint, its station, its area or one above it', () => {
  expect(belongs('xom', { members: ['e_xom'] })).toBe(true);
  expect(belongs('xom', { members: ['s_xom'] })).toBe(true);
  expect(belongs('xom', { members: ['xom'] })).toBe(true);
  expect(belongs('xom', { members: ['bien'] })).toBe(true);
  expect(belongs('xom', { members: ['nui', 'e_nui', 's_nui'] })).toBe(false);
});

test('a tag takes in areas with everything beneath them', () => {
  expect(belongs('xom', { tag: 'ven biển' })).toBe(true);
  expect(belongs('nui', { tag: 'ven biển' })).toBe(false);
  expect(belongs('nui', { tag: 'nghèo cao' })).toBe(true);
});

test('nothing outside its area belongs to a group', () => {
  expect(belongs('xom', { areaId: 'bien', tag: 'ven biển' })).toBe(true);
  // What bears the tag lies above the group.
  expect(belongs('xom', { areaId: 'xom', tag: 'ven biển' })).toBe(false);
  expect(belongs('xom', { areaId: 'nui', members: ['e_xom', 'bien'] })).toBe(false);
});

test('an area counts on its days alone', () => {
  expect(belongs('cu', { tag: 'ven biển' }, '2025-06-30')).toBe(true);
  expect(belongs('cu', { tag: 'ven biển' }, '2025-07-01')).toBe(false);
  expect(belongs('cu', { members: ['cu'] }, '2025-07-01')).toBe(false);
  expect(belongs('cu', { members: ['e_cu'] }, '2025-07-01')).toBe(true);
});
