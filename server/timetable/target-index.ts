import type { Area } from '../../core/area/area.ts';
import { lineOf } from '../../core/area/area.ts';
import type { Place } from '../../core/broadcast/targets.ts';
import { reaches } from '../../core/broadcast/targets.ts';
import { isOnDate } from '../../core/broadcast/occurrence.ts';
import type { RankedBroadcast } from '../../core/compile/day.ts';
import type { LocalDate } from '../../core/time/zoned.ts';

/** Finds the broadcasts of a place without asking each one in the country. */
export interface TargetIndex {
  /** Those that reach a place on a day, in order of id. */
  at(place: Place, date: LocalDate): RankedBroadcast[];
}

export function createTargetIndex(
  broadcasts: readonly RankedBroadcast[],
  areas: ReadonlyMap<string, Area>,
): TargetIndex {
  const byTarget = new Map<string, RankedBroadcast[]>();
  for (const broadcast of broadcasts) {
    const { targets } = broadcast;
    for (const id of new Set([...targets.areas, ...targets.stations, ...targets.endpoints])) {
      const named = byTarget.get(id);
      if (named) named.push(broadcast);
      else byTarget.set(id, [broadcast]);
    }
  }
  const candidates = new Map<string, RankedBroadcast[]>();
  const candidatesOf = (place: Place) => {
    const known = candidates.get(place.endpointId);
    if (known) return known;
    const line = lineOf(areas, place.areaId).map(({ id }) => id);
    const named = [place.endpointId, place.stationId, ...line].flatMap(
      (id) => byTarget.get(id) ?? [],
    );
    const found = [...new Set(named)].sort((a, b) => (a.id < b.id ? -1 : 1));
    candidates.set(place.endpointId, found);
    return found;
  };
  return {
    at: (place, date) =>
      candidatesOf(place).filter(
        ({ dates, targets }) => isOnDate(dates, date) && reaches(targets, place, areas, date),
      ),
  };
}
