import type { Area } from '../area/area.ts';
import { isAreaValid, lineOf } from '../area/area.ts';
import type { LocalDate } from '../time/zoned.ts';
import type { Place } from './targets.ts';

/** Places that are spoken to together: named one by one, or by a tag of areas (ven biển, nghèo cao). */
export interface Group {
  id: string;
  /** Nothing outside this area belongs to it. */
  areaId: string;
  /** Areas with this tag belong to it with everything beneath them; `null`: named members only. */
  tag: string | null;
  /** Areas with everything beneath them, stations, endpoints. */
  members: readonly string[];
}

/** The groups that a place belongs to on a day, with the tree as it is on that day. */
export function groupIdsOf(
  place: Omit<Place, 'groupIds'>,
  groups: readonly Group[],
  areas: ReadonlyMap<string, Area>,
  date: LocalDate,
): string[] {
  if (groups.length === 0) return [];
  const line = lineOf(areas, place.areaId).filter((area) => isAreaValid(area, date));
  const names = new Set([place.endpointId, place.stationId, ...line.map(({ id }) => id)]);
  return groups
    .filter(({ areaId, tag, members }) => {
      // Of a line from the village up, what lies in the group's area comes before or is it.
      const within = line.slice(0, line.findIndex(({ id }) => id === areaId) + 1);
      if (within.length === 0) return false;
      if (tag !== null && within.some(({ tags }) => tags.includes(tag))) return true;
      return members.some((id) => names.has(id));
    })
    .map(({ id }) => id);
}
