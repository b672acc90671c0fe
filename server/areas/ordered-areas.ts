import { isAreaValid, rankOf, type Area } from '../../core/area/area.ts';
import { fold, searchWords } from '../../core/text/fold.ts';
import type { LocalDate } from '../../core/time/zoned.ts';

/** An area with its place in the order of the tree. */
export interface OrderedArea {
  area: Area;
  rank: number;
  folded: string;
}

export type AreaKey = readonly [rank: number, folded: string, id: string];

export function keyOf({ rank, folded, area }: OrderedArea): AreaKey {
  return [rank, folded, area.id];
}

/** Parents before children, and by name on each level. */
export function orderAreas(areas: ReadonlyMap<string, Area>): OrderedArea[] {
  return [...areas.values()]
    .map((area) => ({ area, rank: rankOf(areas, area.id), folded: fold(area.name) }))
    .sort((a, b) => compare(keyOf(a), keyOf(b)));
}

export interface AreaFilter {
  on: LocalDate;
  /** With those that are not there on that day. */
  ended: boolean;
  parentId?: string | undefined;
  q?: string | undefined;
  after: AreaKey | null;
}

/** The first `count` that pass the filter. */
export function pickAreas(
  ordered: readonly OrderedArea[],
  { on, ended, parentId, q, after }: AreaFilter,
  count: number,
): OrderedArea[] {
  const words = searchWords(q ?? '');
  const picked: OrderedArea[] = [];
  for (const item of ordered) {
    if (picked.length === count) break;
    if (after && compare(keyOf(item), after) <= 0) continue;
    if (!ended && !isAreaValid(item.area, on)) continue;
    if (parentId !== undefined && item.area.parentId !== parentId) continue;
    if (words.every((word) => item.folded.includes(word))) picked.push(item);
  }
  return picked;
}

function compare(a: AreaKey, b: AreaKey): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1;
  return a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0;
}
