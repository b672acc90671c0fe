import type { Area } from '../area/area.ts';
import { isAreaValid, lineOf } from '../area/area.ts';
import type { Place } from '../broadcast/targets.ts';
import type { LocalDate } from '../time/zoned.ts';
import type { RankedBroadcast } from './ranked-broadcast.ts';

/** Finds the broadcasts of a place without asking each one in the country. */
export interface TargetIndex {
  /**
   * Those whose targets reach a place with the tree as it is on a day, whatever their dates, in order of id.
   * Places that hear the same get the very same list.
   */
  reaching(place: Place, date: LocalDate): readonly RankedBroadcast[];
}

export function createTargetIndex(
  broadcasts: readonly RankedBroadcast[],
  areas: ReadonlyMap<string, Area>,
): TargetIndex {
  const byTarget = indexByTarget(broadcasts);
  const exceptions = new Set(broadcasts.flatMap(({ targets }) => targets.except));
  const isNamed = (id: string) => byTarget.has(id) || exceptions.has(id);
  const lists = new Map<string, readonly RankedBroadcast[]>();
  /** By everything that names a place and is named by a broadcast. */
  const known = new Map<string, readonly RankedBroadcast[]>();
  const namesOf = createNames(areas);
  return {
    reaching(place, date) {
      const line = namesOf(place.areaId, date);
      const own = [place.endpointId, place.stationId, ...place.groupIds].filter(isNamed);
      const key = own.length === 0 ? line.key : `${own.join()}|${line.key}`;
      const found = known.get(key);
      if (found) return found;
      const reaching = reachedBy([...own, ...line.names], byTarget);
      const ids = reaching.map(({ id }) => id).join();
      const list = lists.get(ids) ?? reaching;
      lists.set(ids, list);
      known.set(key, list);
      return list;
    },
  };
}

function indexByTarget(broadcasts: readonly RankedBroadcast[]) {
  const byTarget = new Map<string, RankedBroadcast[]>();
  for (const broadcast of broadcasts) {
    const { areas, stations, endpoints, groups } = broadcast.targets;
    for (const id of new Set([...areas, ...stations, ...endpoints, ...groups])) {
      const named = byTarget.get(id);
      if (named) named.push(broadcast);
      else byTarget.set(id, [broadcast]);
    }
  }
  return byTarget;
}

function reachedBy(
  names: readonly string[],
  byTarget: ReadonlyMap<string, readonly RankedBroadcast[]>,
): RankedBroadcast[] {
  const all = new Set(names);
  const found = new Set(names.flatMap((name) => byTarget.get(name) ?? []));
  return [...found]
    .filter(({ targets }) => !targets.except.some((id) => all.has(id)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The areas of a place on a day, from its own up; worked out once where no area of the line begins or ends. */
function createNames(areas: ReadonlyMap<string, Area>) {
  interface Names {
    key: string;
    names: readonly string[];
  }
  const steady = new Map<string, Names | null>();
  const namesOf = (line: readonly Area[]): Names => {
    const names = line.map(({ id }) => id);
    return { names, key: names.join('/') };
  };
  return (areaId: string, date: LocalDate): Names => {
    const known = steady.get(areaId);
    if (known) return known;
    const line = lineOf(areas, areaId);
    if (known === undefined) {
      const isSteady = line.every(
        ({ validFrom, validTo }) => validFrom === null && validTo === null,
      );
      const names = isSteady ? namesOf(line) : null;
      steady.set(areaId, names);
      if (names) return names;
    }
    return namesOf(line.filter((area) => isAreaValid(area, date)));
  };
}
