import { expect, it } from 'vitest';
import type { AreaAnswer } from '../../../../contract/http/areas.ts';
import { noCounts, type StandingCounts } from '../../../../core/today/standing.ts';
import {
  hasState,
  isWorthATree,
  placeTree,
  type Branch,
} from '../../../../web/features/endpoints/place-tree.ts';

const area = (id: string, parentId: string | null) => ({ id, parentId, name: `Nơi ${id}` });
const areas = new Map(
  [area('tinh', null), area('xa1', 'tinh'), area('thon', 'xa1'), area('xa2', 'tinh')].map((one) => [
    one.id,
    one as AreaAnswer,
  ]),
);
const station = (id: string, areaId: string) => [id, { id, areaId }] as const;
const counts = (change: Partial<StandingCounts>) => ({ ...noCounts(), ...change });
const stations = new Map([station('d1', 'xa1'), station('d2', 'xa2'), station('d0', 'tinh')]);
const shape = ({ areaId, children }: Branch): unknown => [areaId, children.map(shape)];

it('rolls up what is counted of stations, from the commune to the province', () => {
  const [root, ...others] = placeTree(
    { areas, stations },
    new Map([
      ['d1', counts({ ready: 3, notReady: 1, online: 3 })],
      ['d2', counts({ unknown: 2 })],
      ['d0', counts({ ready: 1, playing: 1, revoked: 1 })],
      // Of a station that is not for this person.
      ['d9', counts({ ready: 50 })],
    ]),
  );
  expect(others).toEqual([]);
  // A village without a station is no branch.
  expect(root && shape(root)).toEqual([
    'tinh',
    [
      ['xa1', []],
      ['xa2', []],
    ],
  ]);
  expect(root?.stationId).toBe('d0');
  expect(root?.counts).toEqual({
    ...{ ready: 4, notReady: 1, unknown: 2, online: 3, playing: 1, revoked: 1 },
  });
  const [first, second] = root?.children ?? [];
  expect(first?.counts).toEqual(counts({ ready: 3, notReady: 1, online: 3 }));
  expect(first && hasState(first, 'not_ready')).toBe(true);
  expect(second && hasState(second, 'not_ready')).toBe(false);
  expect(second && hasState(second, 'in_use')).toBe(true);
});

it('begins with the highest area that a person knows, and shows stations without loudspeakers', () => {
  const own = new Map([...areas].filter(([id]) => id !== 'tinh'));
  const tree = placeTree({ areas: own, stations: new Map([station('d2', 'xa2')]) }, new Map());
  expect(tree).toEqual([
    { areaId: 'xa2', name: 'Nơi xa2', stationId: 'd2', counts: noCounts(), children: [] },
  ]);
});

it('is there as soon as there is anything to roll up: a second station, or a village', () => {
  const alone = (id: string, areaId: string) => new Map([station(id, areaId)]);
  expect(isWorthATree({ areas, stations })).toBe(true);
  expect(isWorthATree({ areas, stations: alone('d1', 'xa1') })).toBe(true);
  expect(isWorthATree({ areas, stations: alone('d2', 'xa2') })).toBe(false);
  expect(isWorthATree({ areas, stations: new Map() })).toBe(false);
});
