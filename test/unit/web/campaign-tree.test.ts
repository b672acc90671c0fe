import { expect, it } from 'vitest';
import {
  campaignTree,
  possibleParents,
} from '../../../web/features/library-places/campaign-tree.ts';

const one = (
  id: string,
  name: string,
  parentId: string | null,
  archivedAt: number | null = null,
) => ({
  id,
  name,
  parentId,
  archivedAt,
});
const tree = campaignTree([
  one('c', 'Nước sạch', 'a'),
  one('b', 'An toàn giao thông', null),
  one('a', 'Nông thôn mới', null),
  one('d', 'Năm 2026', 'c'),
  one('e', 'Lạc', 'gone', 1),
]);

it('lays campaigns beneath each other, by name', () => {
  expect(tree.map(({ path, depth }) => [path, depth])).toEqual([
    ['An toàn giao thông', 0],
    ['Lạc', 0],
    ['Nông thôn mới', 0],
    ['Nông thôn mới › Nước sạch', 1],
    ['Nông thôn mới › Nước sạch › Năm 2026', 2],
  ]);
});

it('offers no campaign a place in itself, beneath itself or in one that is not used any more', () => {
  const ids = (id: string | null) => possibleParents(tree, id).map(({ campaign }) => campaign.id);
  expect(ids('c')).toEqual(['b', 'a']);
  expect(ids('a')).toEqual(['b']);
  expect(ids(null)).toEqual(['b', 'a', 'c', 'd']);
});
