import { expect, test } from 'vitest';
import type { Area } from '../../../../core/area/area.ts';
import { beneath, beneathOnDays } from '../../../../core/area/beneath.ts';
import { mergeAreas } from '../../../../core/area/merge-areas.ts';
import { changed, lastDay, reform, territory } from './reform.ts';

test('what lies beneath some areas are they themselves and all below, each once', () => {
  const { tree } = territory();
  const areas = tree.on(lastDay);
  expect(beneath(areas, ['a']).sort()).toEqual(['a', 'xom-a']);
  expect(beneath(areas, ['huyen', 'a']).sort()).toEqual(
    ['a', 'b', 'd', 'huyen', 'xom-a', 'xom-b', 'xom-d'].sort(),
  );
  expect(beneath(areas, [])).toEqual([]);
});

test('areas that lie in each other are beneath nothing, and end no search', () => {
  const { tree } = territory();
  const turned = new Map<string, Area>(tree.on(lastDay));
  const [a, village] = [turned.get('a'), turned.get('xom-a')];
  if (!a || !village) throw new Error('they are not there');
  turned.set('a', { ...a, parentId: 'xom-a' });
  expect(beneath(turned, ['huyen'])).not.toContain('a');
  expect(beneath(turned, ['xom-a']).sort()).toEqual(['a', 'xom-a']);
});

test('days between which nothing changes are told together, each stretch by its own tree', () => {
  const { tree } = changed(territory(), (before) =>
    mergeAreas(before, { areaIds: ['a'], into: 'c', on: reform }),
  );
  const stretches = beneathOnDays(tree, ['c'], { from: '2025-06-01', to: '2025-07-31' });
  expect(stretches.map(({ from, to, areaIds }) => [from, to, areaIds.sort().join()])).toEqual([
    ['2025-06-01', lastDay, 'c'],
    [reform, '2025-07-31', 'a,c,xom-a'],
  ]);
  const within = beneathOnDays(tree, ['huyen'], { from: reform, to: reform });
  expect(within.map(({ areaIds }) => areaIds.includes('xom-a'))).toEqual([false]);
});
