import { isAreaValid } from '../area/area.ts';
import type { Tree } from '../area/tree.ts';
import { lineOn } from '../area/tree.ts';
import type { LocalDate } from '../time/zoned.ts';
import { isWithinDates } from '../time/zoned.ts';
import type { Broadcast } from './broadcast.ts';

/** Where an endpoint stands: everything by which it can be targeted. */
export interface Place {
  endpointId: string;
  stationId: string;
  /** The station's area, or the village that the endpoint serves. */
  areaId: string;
  /** Groups that it or its station belongs to. */
  groupIds: readonly string[];
  /** The first and the last day on which it stands there; left out or `null`: before and after all others. */
  from?: LocalDate | null;
  to?: LocalDate | null;
}

export function isPlaceOn(
  { from = null, to = null }: Pick<Place, 'from' | 'to'>,
  date: LocalDate,
): boolean {
  return isWithinDates(date, from, to);
}

/**
 * Whether a broadcast reaches an endpoint on a day, with the tree as it is on that day: it names what the
 * endpoint stands in, and its owner stands above.
 */
export function reaches(
  { targets, ownerAreaId }: Pick<Broadcast, 'targets' | 'ownerAreaId'>,
  place: Place,
  tree: Tree,
  date: LocalDate,
): boolean {
  if (!isPlaceOn(place, date)) return false;
  const line = lineOn(tree, place.areaId, date).filter((area) => isAreaValid(area, date));
  const names = new Set([place.endpointId, place.stationId, ...place.groupIds]);
  for (const { id } of line) names.add(id);
  if (!names.has(ownerAreaId) || targets.except.some((id) => names.has(id))) return false;
  const { areas, stations, endpoints, groups } = targets;
  return [...areas, ...stations, ...endpoints, ...groups].some((id) => names.has(id));
}
