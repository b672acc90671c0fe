import type { Area } from '../../../core/area/area.ts';
import { isInArea } from '../../../core/area/area.ts';

/** A station, and the area within it that is asked about; empty: all of it. */
export interface HeardPlace {
  stationId: string;
  areaId: string;
}

/**
 * Where something asked of areas by name is heard: at their own station, or for a village at that of the
 * commune above it. Several where the name fits several.
 */
export function heardPlaces(
  areaIds: readonly string[],
  stations: Iterable<{ id: string; areaId: string }>,
  areas: ReadonlyMap<string, Area>,
): HeardPlace[] {
  const all = [...stations];
  return areaIds.flatMap((areaId) => {
    const own = all.filter((station) => station.areaId === areaId);
    if (own.length > 0) return own.map(({ id }) => ({ stationId: id, areaId: '' }));
    return all
      .filter((station) => isInArea(areas, areaId, station.areaId))
      .map(({ id }) => ({ stationId: id, areaId }));
  });
}
