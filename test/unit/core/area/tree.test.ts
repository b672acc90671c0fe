import { expect, test } from 'vitest';
import { endArea, moveArea, renameArea } from '../../../../core/area/change-area.ts';
import { mergeAreas } from '../../../../core/area/merge-areas.ts';
import { createTree, lineOn, rankOn, stateOn } from '../../../../core/area/tree.ts';
import { changed, lastDay, reform, territory } from './reform.ts';

const lineOf = (tree: Parameters<typeof lineOn>[0], id: string, date: string) =>
  lineOn(tree, id, date).map((one) => one.id);

test('a district that ends stands above nobody from the next day on, and its communes rise by a tier', () => {
  const { tree } = changed(territory(), (before) => endArea(before, { areaId: 'huyen', lastDay }));
  expect(lineOf(tree, 'xom-a', lastDay)).toEqual(['xom-a', 'a', 'huyen', 'tinh']);
  expect(lineOf(tree, 'xom-a', reform)).toEqual(['xom-a', 'a', 'tinh']);
  expect([rankOn(tree, 'a', lastDay), rankOn(tree, 'a', reform)]).toEqual([2, 1]);
});

test('what lay in merged communes is beneath the commune that took them over, with no line of its own changed', () => {
  const { tree } = changed(territory(), (before) =>
    mergeAreas(before, { areaIds: ['a', 'b'], into: 'c', on: reform }),
  );
  expect(lineOf(tree, 'xom-a', lastDay)).toEqual(['xom-a', 'a', 'huyen', 'tinh']);
  expect(lineOf(tree, 'xom-a', reform)).toEqual(['xom-a', 'c', 'tinh']);
  expect(lineOf(tree, 'xom-b', '2030-01-01')).toEqual(['xom-b', 'c', 'tinh']);
});

test('a merged commune itself hangs beneath its successor, so that who has this has what was its own', () => {
  const { tree } = changed(territory(), (before) =>
    mergeAreas(before, { areaIds: ['a'], into: 'c', on: reform }),
  );
  expect(lineOf(tree, 'a', reform)).toEqual(['a', 'c', 'tinh']);
});

test('a village goes from one commune to another on its day', () => {
  const { tree } = changed(territory(), (before) =>
    moveArea(before, { areaId: 'xom-a', to: 'b', on: '2026-03-01' }),
  );
  expect(lineOf(tree, 'xom-a', '2026-02-28')).toEqual(['xom-a', 'a', 'huyen', 'tinh']);
  expect(lineOf(tree, 'xom-a', '2026-03-01')).toEqual(['xom-a', 'b', 'huyen', 'tinh']);
});

test('a name of a later day leaves earlier days their own, and a correction leaves none', () => {
  const { tree } = territory();
  const commune = tree.areas.get('a')!;
  const renamed = renameArea(commune, 'Xã Mới', reform);
  expect([stateOn(renamed, lastDay).name, stateOn(renamed, reform).name]).toEqual(['a', 'Xã Mới']);
  const corrected = renameArea(renamed, 'Xã A', null);
  expect([stateOn(corrected, lastDay).name, stateOn(corrected, reform).name]).toEqual([
    'Xã A',
    'Xã Mới',
  ]);
});

test('a name given before a planned move holds after the move too', () => {
  const moved = changed(territory(), (before) =>
    moveArea(before, { areaId: 'xom-a', to: 'b', on: '2026-03-01' }),
  );
  const renamed = renameArea(moved.tree.areas.get('xom-a')!, 'Thôn Đông', '2026-01-01');
  expect(stateOn(renamed, '2026-03-01')).toMatchObject({ name: 'Thôn Đông', parentId: 'b' });
});

test('moving back on the day of a planned move calls it off', () => {
  const move = (to: string) => (before: Parameters<typeof moveArea>[0]) =>
    moveArea(before, { areaId: 'xom-a', to, on: '2026-03-01' });
  const { tree } = changed(changed(territory(), move('b')), move('a'));
  expect(tree.areas.get('xom-a')?.states).toHaveLength(1);
  expect(lineOf(tree, 'xom-a', '2026-03-01')).toEqual(['xom-a', 'a', 'huyen', 'tinh']);
});

test('days between which nothing changes give the very same areas', () => {
  const { tree } = changed(territory(), (before) => endArea(before, { areaId: 'huyen', lastDay }));
  expect(tree.on('2020-01-01')).toBe(tree.on(lastDay));
  expect(tree.on(reform)).toBe(tree.on('2031-01-01'));
  expect(tree.on(reform)).not.toBe(tree.on(lastDay));
});

test('nothing can be moved beneath itself, nor merged into what lies in it', () => {
  const before = territory();
  expect(moveArea(before, { areaId: 'a', to: 'xom-a', on: reform })).toBe('area_nested');
  expect(mergeAreas(before, { areaIds: ['a'], into: 'xom-a', on: reform })).toBe('area_nested');
});

test('nothing is moved to or merged into an area on a day when that is not there', () => {
  const before = territory();
  expect(moveArea(before, { areaId: 'xom-a', to: 'c', on: lastDay })).toBe('area_not_there');
  expect(mergeAreas(before, { areaIds: ['a'], into: 'c', on: lastDay })).toBe('area_not_there');
});

test('a parent that is missing or goes in a circle ends a line instead of never ending', () => {
  const round = (id: string, parentId: string) => ({
    ...{ id, code: id, name: id, kind: 'xã', parentId, validFrom: null, validTo: lastDay },
    tags: [],
  });
  const tree = createTree(
    new Map(
      [round('x', 'y'), round('y', 'x'), { ...round('z', 'x'), validTo: null }].map((one) => [
        one.id,
        one,
      ]),
    ),
  );
  expect(lineOf(tree, 'z', reform)).toEqual(['z']);
});
