import type { LocalDate } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';
import type { Area } from './area.ts';
import { isAreaValid, lineOf, rankOf } from './area.ts';
import type { Dated } from './in-force.ts';
import { inForceOn } from './in-force.ts';

/** What an area is from a day on. */
export interface AreaState extends Dated {
  name: string;
  kind: string;
  parentId: string | null;
}

/** An area with what is known of other days. */
export interface DatedArea extends Area {
  /** What took it over when it ended. */
  successorId?: string | null;
  /** In order of their days, where anything of it ever changes; none: it is always as it stands. */
  states?: readonly AreaState[];
}

/** The administrative tree of every day. */
export interface Tree {
  areas: ReadonlyMap<string, DatedArea>;
  /** Days on which it becomes another, in order. */
  changes: readonly LocalDate[];
  /**
   * The areas as they are on a day. Whoever is there stands beneath the nearest area that is there too: what
   * has ended stands above nobody, and what it held is beneath its successor, or beneath what it was beneath
   * itself. What has ended hangs beneath its successor. Days between which nothing changes give the same map.
   */
  on(date: LocalDate): ReadonlyMap<string, Area>;
}

export function createTree(areas: ReadonlyMap<string, DatedArea>): Tree {
  const changes = changesOf(areas.values());
  const known = new Map<number, ReadonlyMap<string, Area>>();
  return {
    areas,
    changes,
    on: (date) => {
      const stretch = countUntil(changes, date);
      const found = known.get(stretch);
      if (found) return found;
      // Every day of a stretch gives the same; before the first change, any day long ago.
      const made = areasOn(areas, changes[stretch - 1] ?? '0001-01-01');
      known.set(stretch, made);
      return made;
    },
  };
}

/** On a day, from the area itself up to the root. */
export function lineOn(tree: Tree, areaId: string, date: LocalDate): Area[] {
  return lineOf(tree.on(date), areaId);
}

/** On a day: 0 for a root; the smaller the rank, the higher the tier. */
export function rankOn(tree: Tree, areaId: string, date: LocalDate): number {
  return rankOf(tree.on(date), areaId);
}

/** What an area is called and where it belongs on a day, whether or not it is there. */
export function stateOn(area: DatedArea, date: LocalDate): Omit<AreaState, 'from'> {
  return inForceOn(area.states ?? [], date) ?? area;
}

/** Whether an area has been and is no more. */
export function hasEnded({ validTo }: Area, date: LocalDate): boolean {
  return validTo !== null && validTo < date;
}

function changesOf(areas: Iterable<DatedArea>): LocalDate[] {
  const first = new Set<LocalDate>();
  const last = new Set<LocalDate>();
  for (const { validFrom, validTo, states = [] } of areas) {
    if (validFrom !== null) first.add(validFrom);
    if (validTo !== null) last.add(validTo);
    for (const { from } of states) if (from !== null) first.add(from);
  }
  for (const date of last) first.add(addDays(date, 1));
  return [...first].sort();
}

/** How many of the days have come by a day. */
function countUntil(days: readonly LocalDate[], date: LocalDate): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? '') <= date) low = middle + 1;
    else high = middle;
  }
  return low;
}

function areasOn(
  areas: ReadonlyMap<string, DatedArea>,
  date: LocalDate,
): ReadonlyMap<string, Area> {
  const nearest = new Map<string, string | null>();
  /** The nearest from `id` up that is there. */
  const standing = (id: string | null): string | null => {
    const passed: string[] = [];
    let at = id;
    let found: string | null | undefined;
    while (at !== null && !passed.includes(at)) {
      found = nearest.get(at);
      if (found !== undefined) break;
      const area = areas.get(at);
      passed.push(at);
      if (!area) break;
      if (isAreaValid(area, date)) {
        found = at;
        break;
      }
      at = aboveOf(area, date);
    }
    for (const one of passed) nearest.set(one, found ?? null);
    return found ?? null;
  };
  const made = new Map<string, Area>();
  for (const [id, area] of areas) {
    const { name, kind } = stateOn(area, date);
    const above = aboveOf(area, date);
    const parentId = isAreaValid(area, date) ? standing(above) : above;
    const isSame = name === area.name && kind === area.kind && parentId === area.parentId;
    made.set(id, isSame ? area : { ...area, name, kind, parentId });
  }
  return made;
}

/** What an area hangs beneath, there or not. */
function aboveOf(area: DatedArea, date: LocalDate): string | null {
  if (hasEnded(area, date) && area.successorId) return area.successorId;
  return stateOn(area, date).parentId;
}
