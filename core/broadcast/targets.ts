import type { Area } from '../area/area.ts';
import { isAreaValid, lineOf } from '../area/area.ts';
import type { LocalDate } from '../time/zoned.ts';
import type { Targets } from './broadcast.ts';

/** Where an endpoint stands: everything by which it can be targeted. */
export interface Place {
  endpointId: string;
  stationId: string;
  /** The station's area, or the village that the endpoint serves. */
  areaId: string;
}

/** Whether the targets reach an endpoint on a day, with the tree as it is on that day. */
export function reaches(
  targets: Targets,
  place: Place,
  areas: ReadonlyMap<string, Area>,
  date: LocalDate,
): boolean {
  const names = new Set([place.endpointId, place.stationId]);
  for (const area of lineOf(areas, place.areaId)) if (isAreaValid(area, date)) names.add(area.id);
  if (targets.except.some((id) => names.has(id))) return false;
  return [...targets.areas, ...targets.stations, ...targets.endpoints].some((id) => names.has(id));
}
