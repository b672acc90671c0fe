import { isInArea } from '../../../core/area/area.ts';
import { isAllowedSomewhere } from '../../../core/access/roles.ts';
import type { AirGroup } from '../../../core/report/air-group.ts';
import type { AirQuery } from './cells.ts';
import { baseOf } from './groups.ts';

/** Whether a report looks beneath the areas of stations: at some of their places, or at each. */
export async function isFine(query: Omit<AirQuery, 'isFine'>, by: AirGroup): Promise<boolean> {
  const { db, tree, principal, filter } = query;
  const areas = tree.on(filter.to);
  const stations = await db.selectFrom('station').select('area_id').execute();
  const moved = await db.selectFrom('station_place').select('area_id').execute();
  const held = [...new Set([...stations, ...moved].map((row) => row.area_id))];
  const holdsStations = (areaId: string) => held.some((one) => isInArea(areas, one, areaId));
  const asked = filter.areaId === undefined ? [] : [filter.areaId];
  const granted = principal.grants
    .filter((grant) => isAllowedSomewhere([grant], 'read'))
    .map(({ areaId }) => areaId);
  if (![...asked, ...granted].every(holdsStations)) return true;
  const base = filter.areaId ?? baseOf(areas, principal.grants);
  return (
    by === 'area' &&
    base !== null &&
    !held.some((one) => one !== base && isInArea(areas, one, base))
  );
}
