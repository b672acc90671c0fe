import type { LocalDate } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';
import type { Area } from './area.ts';
import type { Tree } from './tree.ts';

/** Days from `from` to `to` on which the same areas lie beneath some. */
export interface BeneathDays {
  from: LocalDate;
  to: LocalDate;
  /** Those areas and all that lie beneath them. */
  areaIds: string[];
}

/** The ids of some areas and of everything beneath them. */
export function beneath(areas: ReadonlyMap<string, Area>, ids: readonly string[]): string[] {
  const known = new Map(ids.map((id) => [id, true]));
  for (const { id } of areas.values()) {
    const passed: string[] = [];
    let at: string | null = id;
    while (at !== null && !known.has(at)) {
      passed.push(at);
      // Whoever comes here again goes in a circle, and is beneath nothing.
      known.set(at, false);
      at = areas.get(at)?.parentId ?? null;
    }
    const isBeneath = at !== null && known.get(at) === true;
    for (const one of passed) known.set(one, isBeneath);
  }
  return [...known].flatMap(([id, isBeneath]) => (isBeneath ? id : []));
}

/** What lies beneath some areas from one day to another, with the tree of each day. */
export function beneathOnDays(
  tree: Tree,
  ids: readonly string[],
  { from, to }: { from: LocalDate; to: LocalDate },
): BeneathDays[] {
  const starts = [from, ...tree.changes.filter((day) => day > from && day <= to)];
  return starts.map((start, index) => {
    const next = starts[index + 1];
    return {
      from: start,
      to: next === undefined ? to : addDays(next, -1),
      areaIds: beneath(tree.on(start), ids),
    };
  });
}
