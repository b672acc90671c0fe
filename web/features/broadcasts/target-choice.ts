import type { Area } from '../../../core/area/area.ts';
import { isAreaValid, lineOf } from '../../../core/area/area.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { inTreeOrder } from '../places/tree-order.ts';

/** The part of a broadcast's targets that the tree of areas shows. */
export interface AreaChoice {
  areas: readonly string[];
  except: readonly string[];
}

export interface TreeRow {
  area: Area;
  /** 0 for the rows on top. */
  depth: number;
  /** Stations at or beneath it. */
  stations: number;
}

/** `in` and `out` come from the row itself or from above; `some` has both beneath it. */
export type Choice = 'in' | 'out' | 'some';

/** Valid areas with a station at or beneath them, parents before children, by name. */
export function treeRows(
  areas: ReadonlyMap<string, Area>,
  stationAreaIds: readonly string[],
  on: LocalDate,
): TreeRow[] {
  const counts = new Map<string, number>();
  const isThere = (id: string) => lineOf(areas, id).every((area) => isAreaValid(area, on));
  for (const id of stationAreaIds.filter(isThere))
    for (const area of lineOf(areas, id)) counts.set(area.id, (counts.get(area.id) ?? 0) + 1);
  const shown = [...areas.values()].filter(({ id }) => counts.has(id));
  const depths = new Map<string, number>();
  return inTreeOrder(shown).map((area) => {
    const depth = (depths.get(area.parentId ?? '') ?? -1) + 1;
    depths.set(area.id, depth);
    return { area, depth, stations: counts.get(area.id) ?? 0 };
  });
}

/** Whether an area is targeted; an exclusion anywhere above it wins, as in the timetable. */
export function choiceOf(
  id: string,
  choice: AreaChoice,
  areas: ReadonlyMap<string, Area>,
  rows: readonly TreeRow[],
): Choice {
  const own = isIncluded(id, choice, areas);
  const beneath = rows
    .filter(({ area }) => area.id !== id && lineOf(areas, area.id).some((up) => up.id === id))
    .map(({ area }) => isIncluded(area.id, choice, areas));
  if (beneath.length === 0) return own ? 'in' : 'out';
  if (beneath.every(Boolean)) return own ? 'in' : 'some';
  return own || beneath.some(Boolean) ? 'some' : 'out';
}

/** Turns an area on or off; single choices beneath it are dropped, since it speaks for them. */
export function toggleArea(
  id: string,
  choice: AreaChoice,
  areas: ReadonlyMap<string, Area>,
): { areas: string[]; except: string[] } {
  const isBeneath = (other: string) => lineOf(areas, other).some((up) => up.id === id);
  const rest = {
    areas: choice.areas.filter((other) => !isBeneath(other)),
    except: choice.except.filter((other) => !isBeneath(other)),
  };
  const hadExceptionsBeneath = choice.except.some((other) => other !== id && isBeneath(other));
  if (isIncluded(id, choice, areas) && !hadExceptionsBeneath) {
    return isIncluded(id, rest, areas) ? { ...rest, except: [...rest.except, id] } : rest;
  }
  return isIncluded(id, rest, areas) ? rest : { ...rest, areas: [...rest.areas, id] };
}

/** Whether an exclusion above an area keeps it from being chosen. */
export function isBarred(
  id: string,
  choice: AreaChoice,
  areas: ReadonlyMap<string, Area>,
): boolean {
  return lineOf(areas, id).some((up) => up.id !== id && choice.except.includes(up.id));
}

/** Whether the choice reaches an area, by itself or from above. */
export function isIncluded(
  id: string,
  choice: AreaChoice,
  areas: ReadonlyMap<string, Area>,
): boolean {
  const line = lineOf(areas, id).map((up) => up.id);
  if (line.some((up) => choice.except.includes(up))) return false;
  return line.some((up) => choice.areas.includes(up));
}
