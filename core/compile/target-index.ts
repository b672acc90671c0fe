import type { Area } from '../area/area.ts';
import { isAreaValid, lineOf } from '../area/area.ts';
import type { Tree } from '../area/tree.ts';
import type { Broadcast } from '../broadcast/broadcast.ts';
import type { Place } from '../broadcast/targets.ts';
import type { LocalDate } from '../time/zoned.ts';
import type { RankedBroadcast } from './ranked-broadcast.ts';

/** Finds the broadcasts of a place without asking each one in the country. */
export interface TargetIndex {
  /**
   * Those that reach a place with the tree as it is on a day, whatever their dates, in order of id, with the
   * tier that their owners have on that day. Places and days that hear the same get the very same list.
   */
  reaching(place: Place, date: LocalDate): readonly RankedBroadcast[];
}

export function createTargetIndex(broadcasts: readonly Broadcast[], tree: Tree): TargetIndex {
  const byTarget = indexByTarget(broadcasts);
  const exceptions = new Set(broadcasts.flatMap(({ targets }) => targets.except));
  const isNamed = (id: string) => byTarget.has(id) || exceptions.has(id);
  const lists = new Map<string, readonly RankedBroadcast[]>();
  /** By everything that names a place and is named by a broadcast. */
  const known = new Map<string, readonly RankedBroadcast[]>();
  const lineOfDay = createLines(tree);
  const ranked = createRanked();
  return {
    reaching(place, date) {
      const line = lineOfDay(place.areaId, date);
      const own = [place.endpointId, place.stationId, ...place.groupIds].filter(isNamed);
      const key = own.length === 0 ? line.key : `${own.join()}|${line.key}`;
      const found = known.get(key);
      if (found) return found;
      const reaching = reachedBy(own, line.ids, byTarget).map(({ broadcast, rank }) =>
        ranked(broadcast, rank),
      );
      const names = reaching.map(({ id, rank }) => `${id}@${rank}`).join();
      const list = lists.get(names) ?? reaching;
      lists.set(names, list);
      known.set(key, list);
      return list;
    },
  };
}

function indexByTarget(broadcasts: readonly Broadcast[]) {
  const byTarget = new Map<string, Broadcast[]>();
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

/** Broadcasts that name a place, which no exclusion takes away and whose owner stands above it. */
function reachedBy(
  own: readonly string[],
  line: readonly string[],
  byTarget: ReadonlyMap<string, readonly Broadcast[]>,
): { broadcast: Broadcast; rank: number }[] {
  const names = [...own, ...line];
  const all = new Set(names);
  const found = new Set(names.flatMap((name) => byTarget.get(name) ?? []));
  return [...found]
    .filter(({ ownerAreaId }) => line.includes(ownerAreaId))
    .filter(({ targets }) => !targets.except.some((id) => all.has(id)))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((broadcast) => ({
      broadcast,
      rank: line.length - 1 - line.indexOf(broadcast.ownerAreaId),
    }));
}

interface Line {
  key: string;
  /** From the place's own area up. */
  ids: readonly string[];
}

/** The areas above a place that are there on a day, worked out once for all days between changes of the tree. */
function createLines(tree: Tree): (areaId: string, date: LocalDate) => Line {
  const known = new Map<ReadonlyMap<string, Area>, Map<string, Line>>();
  return (areaId, date) => {
    const areas = tree.on(date);
    const ofDay = known.get(areas) ?? new Map<string, Line>();
    known.set(areas, ofDay);
    const found = ofDay.get(areaId);
    if (found) return found;
    const there = lineOf(areas, areaId).filter((area) => isAreaValid(area, date));
    const ids = there.map(({ id }) => id);
    const line = { ids, key: ids.join('/') };
    ofDay.set(areaId, line);
    return line;
  };
}

/** Gives the same value for the same broadcast in the same tier. */
function createRanked(): (broadcast: Broadcast, rank: number) => RankedBroadcast {
  const known = new Map<Broadcast, Map<number, RankedBroadcast>>();
  return (broadcast, rank) => {
    const ofIt = known.get(broadcast) ?? new Map<number, RankedBroadcast>();
    known.set(broadcast, ofIt);
    const found = ofIt.get(rank) ?? { ...broadcast, rank };
    ofIt.set(rank, found);
    return found;
  };
}
