import type { AreaAnswer } from '../../../contract/http/areas.ts';
import type { StationAnswer } from '../../../contract/http/stations.ts';
import { lineOf } from '../../../core/area/area.ts';
import type { EndpointState, StandingCounts } from '../../../core/today/standing.ts';
import { addCounts, inServiceCount, noCounts } from '../../../core/today/standing.ts';

/** What somebody narrows the list of loudspeakers to. */
export interface Place {
  kind: 'area' | 'station';
  id: string;
}

/** An area that holds stations, with how the loudspeakers of all that is beneath it are. */
export interface Branch {
  areaId: string;
  name: string;
  /** The station of the area itself. */
  stationId: string | null;
  counts: StandingCounts;
  /** In the order of the areas. */
  children: Branch[];
}

/** The areas that hold stations, as a tree; `areas` has each before what lies beneath it. */
export function placeTree(
  { areas, stations }: Places,
  counts: ReadonlyMap<string, StandingCounts>,
): Branch[] {
  const held = sumsByArea({ areas, stations }, counts);
  const stationIds = new Map([...stations.values()].map(({ id, areaId }) => [areaId, id]));
  const branches = new Map<string, Branch>();
  const roots: Branch[] = [];
  for (const { id, name, parentId } of areas.values()) {
    const sum = held.get(id);
    if (sum === undefined) continue;
    const stationId = stationIds.get(id) ?? null;
    const branch: Branch = { areaId: id, name, stationId, counts: sum, children: [] };
    branches.set(id, branch);
    (branches.get(parentId ?? '')?.children ?? roots).push(branch);
  }
  return roots;
}

/** Whether there is anything to roll up: several stations, or villages of one. */
export function isWorthATree({ areas, stations }: Places): boolean {
  const [only, ...others] = stations.values();
  if (only === undefined) return false;
  return others.length > 0 || [...areas.values()].some(({ parentId }) => parentId === only.areaId);
}

interface Places {
  areas: ReadonlyMap<string, AreaAnswer>;
  stations: ReadonlyMap<string, Pick<StationAnswer, 'id' | 'areaId'>>;
}

function sumsByArea({ areas, stations }: Places, counts: ReadonlyMap<string, StandingCounts>) {
  const sums = new Map<string, StandingCounts>();
  for (const { id: stationId, areaId } of stations.values()) {
    const own = counts.get(stationId) ?? noCounts();
    for (const { id } of lineOf(areas, areaId))
      sums.set(id, addCounts(sums.get(id) ?? noCounts(), own));
  }
  return sums;
}

/** Whether a branch has what the list is filtered by. */
export function hasState({ counts }: Branch, state: EndpointState): boolean {
  switch (state) {
    case 'in_use':
      return true;
    case 'not_ready':
      return counts.notReady > 0;
    case 'ready':
    case 'unknown':
    case 'revoked':
      return counts[state] > 0;
  }
}

/** All that is in use, wherever it is. */
export function allCounts(counts: ReadonlyMap<string, StandingCounts>): number {
  let all = 0;
  for (const some of counts.values()) all += inServiceCount(some) + some.revoked;
  return all;
}
