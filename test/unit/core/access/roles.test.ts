import { expect, test } from 'vitest';
import {
  actions,
  isAllowed,
  isAllowedSomewhere,
  type Role,
} from '../../../../core/access/roles.ts';
import type { Area } from '../../../../core/area/area.ts';

const area = (id: string, parentId: string | null): Area => ({
  id,
  code: id,
  name: id,
  kind: 'xã',
  parentId,
  validFrom: null,
  validTo: null,
  tags: [],
});
const areas = new Map(
  [area('tinh', null), area('xa1', 'tinh'), area('xa2', 'tinh')].map((each) => [each.id, each]),
);

test('a role reaches down the tree, not up and not sideways', () => {
  const grants = [{ role: 'operator' as const, areaId: 'xa1' }];
  expect(isAllowed(grants, 'broadcast.write', 'xa1', areas)).toBe(true);
  expect(isAllowed(grants, 'broadcast.write', 'xa2', areas)).toBe(false);
  expect(isAllowed(grants, 'broadcast.write', 'tinh', areas)).toBe(false);
});

test('an author does not approve and an administrator does not schedule', () => {
  expect(isAllowedSomewhere([{ role: 'author', areaId: 'xa1' }], 'recording.approve')).toBe(false);
  expect(isAllowedSomewhere([{ role: 'administrator', areaId: 'tinh' }], 'broadcast.write')).toBe(
    false,
  );
});

/** Every action of a role, in the order of the table. */
const mayDo = (role: Role) =>
  (Object.keys(actions) as (keyof typeof actions)[]).filter((action) =>
    isAllowedSomewhere([{ role, areaId: 'xa1' }], action),
  );

test('the operator of a commune does what a commune needs and nothing of the district', () => {
  expect(mayDo('commune-operator')).toEqual([
    ...['read', 'recording.write', 'broadcast.place', 'broadcast.place-own', 'broadcast.stop'],
    ...['ask.answer', 'week.submit', 'keyholder.read', 'keyholder.write', 'fault.report'],
    'endpoint.site',
  ]);
});

test('a leader and an inspector only read', () => {
  expect(mayDo('leader')).toEqual(['read']);
  expect(mayDo('inspector')).toEqual(['read', 'audit.read']);
});
