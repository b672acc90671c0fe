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
  /** Groups that it or its station belongs to. */
  groupIds: readonly string[];
}

/** Whether the targets reach an endpoint on a day, with the tree as it is on that day. */
export function reaches(
  targets: Targets,
  place: Place,
  areas: ReadonlyMap<string, Area>,
  date: LocalDate,
): boolean {
  const names = new Set([place.endpointId, place.stationId, ...place.groupIds]);
  for (const area of lineOf(areas, place.areaId)) if (isAreaValid(area, date)) names.add(area.id);
  if (targets.except.some((id) => names.has(id))) return false;
  const { stations, endpoints, groups } = targets;
  return [...targets.areas, ...stations, ...endpoints, ...groups].some((id) => names.has(id));
}
