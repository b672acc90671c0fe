import type { LocalDate } from '../time/zoned.ts';
import { isAreaValid, isInArea } from './area.ts';
import { inForceOn } from './in-force.ts';
import { reopenStations } from './reopen-stations.ts';
import { isAreaShared } from './shared-area.ts';
import type { Territory, TerritoryChange, TerritoryFault } from './territory.ts';
import { changeTerritory } from './territory.ts';
import type { AreaState, DatedArea, Tree } from './tree.ts';

/** An area called something else from a day on; `null`: it was written wrongly all the time. */
export function renameArea(area: DatedArea, name: string, on: LocalDate | null): DatedArea {
  if (on !== null) return withState(area, on, { name });
  const { states = [] } = area;
  const corrected = states.map((state) => (state.name === area.name ? { ...state, name } : state));
  return { ...area, name, states: corrected };
}

/** What belongs beneath another area from a day on. */
export function moveArea(
  { tree }: Territory,
  { areaId, to, on }: { areaId: string; to: string; on: LocalDate },
): TerritoryChange | TerritoryFault {
  const [area, above] = [tree.areas.get(areaId), tree.areas.get(to)];
  if (!area || !above || !isAreaValid(area, on) || !isAreaValid(above, on)) return 'area_not_there';
  if (isEverBeneath(tree, { id: to, ancestorId: areaId, since: on })) return 'area_nested';
  return { areas: [withState(area, on, { parentId: to })], stations: [] };
}

/** The last day of an area, or `null` where it goes on after all; with a planned merge, that is called off too. */
export function endArea(
  territory: Territory,
  { areaId, lastDay }: { areaId: string; lastDay: LocalDate | null },
): TerritoryChange | TerritoryFault {
  const area = territory.tree.areas.get(areaId);
  if (!area) return 'area_not_there';
  if (area.validTo === lastDay) return { areas: [], stations: [] };
  const change = {
    areas: [{ ...area, validTo: lastDay, successorId: null }],
    stations: reopenStations(territory, area),
  };
  if (area.validTo === null) return change;
  return isAreaShared(changeTerritory(territory, change), { ...change, since: area.validTo })
    ? 'station_area_taken'
    : change;
}

/** What an area is from a day on, and on later days where nothing else is said of them. */
function withState(
  area: DatedArea,
  on: LocalDate,
  patch: Partial<Omit<AreaState, 'from'>>,
): DatedArea {
  const { name, kind, parentId, states = [] } = area;
  const known = states.length > 0 ? states : [{ from: null, name, kind, parentId }];
  const before = inForceOn(known, on);
  if (!before) return area;
  const earlier = known.filter(({ from }) => from === null || from < on);
  const later = known
    .filter(({ from }) => from !== null && from > on)
    .map((state) => ({ ...state, ...whereAsBefore(state, before, patch) }));
  const all = [...earlier, { ...before, ...patch, from: on }, ...later];
  return { ...area, states: all.filter((state, index) => !isSame(state, all[index - 1])) };
}

/** Of a patch, what changes fields that a later state had only taken over. */
function whereAsBefore(
  state: AreaState,
  before: AreaState,
  { name, kind, parentId }: Partial<Omit<AreaState, 'from'>>,
): Partial<AreaState> {
  return {
    ...(name !== undefined && state.name === before.name ? { name } : {}),
    ...(kind !== undefined && state.kind === before.kind ? { kind } : {}),
    ...(parentId !== undefined && state.parentId === before.parentId ? { parentId } : {}),
  };
}

function isSame(a: AreaState, b: AreaState | undefined): boolean {
  return a.name === b?.name && a.kind === b.kind && a.parentId === b.parentId;
}

function isEverBeneath(
  tree: Tree,
  { id, ancestorId, since }: { id: string; ancestorId: string; since: LocalDate },
): boolean {
  return [since, ...tree.changes.filter((day) => day > since)].some((day) =>
    isInArea(tree.on(day), id, ancestorId),
  );
}
