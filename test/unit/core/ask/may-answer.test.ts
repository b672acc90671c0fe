import { expect, it } from 'vitest';
import type { Role } from '../../../../core/access/roles.ts';
import type { Area } from '../../../../core/area/area.ts';
import { mayAnswer } from '../../../../core/ask/may-answer.ts';

const area = (id: string, parentId: string | null): [string, Area] => [
  id,
  { id, code: id, name: id, kind: '', parentId, validFrom: null, validTo: null, tags: [] },
];
const areas = new Map([
  area('tinh', null),
  area('huyen', 'tinh'),
  area('xa', 'huyen'),
  area('xa2', 'huyen'),
  area('xom', 'xa'),
]);
const may = (role: Role, areaId: string, ownerAreaId: string) =>
  mayAnswer([{ role, areaId }], { stationAreaId: 'xa', ownerAreaId }, areas);

it.each([
  ['operator', 'xa', true],
  ['approver', 'xa', true],
  ['author', 'xa', false],
  ['administrator', 'xa', false],
  ['operator', 'xa2', false],
  ['operator', 'xom', false],
] as const)('%s of %s answers for the commune: %s', (role, areaId, isAllowed) => {
  expect(may(role, areaId, 'tinh')).toBe(isAllowed);
});

it('lets nobody say yes to themselves: the asking tier and those above it do not answer', () => {
  expect(may('operator', 'huyen', 'tinh')).toBe(true);
  expect(may('operator', 'huyen', 'huyen')).toBe(false);
  expect(may('operator', 'tinh', 'huyen')).toBe(false);
  expect(may('operator', 'tinh', 'tinh')).toBe(false);
});

it('lets the commune answer for its own items that ask where they find room', () => {
  expect(may('operator', 'xa', 'xa')).toBe(true);
  expect(may('operator', 'xa', 'xom')).toBe(true);
});
