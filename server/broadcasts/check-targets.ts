import type { Kysely } from 'kysely';
import { isInArea, type Area } from '../../core/area/area.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { AppError } from '../../runtime/error.ts';
import type { Database } from '../store/schema.ts';

/**
 * Every target exists and lies in the owner's area: nobody speaks beyond what is theirs.
 * @throws AppError `area_not_found`, `station_not_found`, `endpoint_not_found`, `group_not_found`,
 * `not_allowed`
 */
export async function checkTargets(
  db: Kysely<Database>,
  { targets, ownerAreaId }: Pick<Broadcast, 'targets' | 'ownerAreaId'>,
  areas: ReadonlyMap<string, Area>,
): Promise<void> {
  const stations = await areasOf(db, 'station', [...targets.stations, ...targets.except]);
  const endpoints = await areasOf(db, 'endpoint', [...targets.endpoints, ...targets.except]);
  const groups = await areasOf(db, 'place_group', [...targets.groups, ...targets.except]);
  const places: string[] = [];
  for (const id of targets.areas) {
    if (!areas.has(id)) throw new AppError('area_not_found', `there is no area ${id}`);
    places.push(id);
  }
  for (const id of targets.stations) places.push(stations.get(id) ?? missing('station', id));
  for (const id of targets.endpoints) places.push(endpoints.get(id) ?? missing('endpoint', id));
  for (const id of targets.groups) places.push(groups.get(id) ?? missing('group', id));
  for (const id of targets.except)
    if (![areas, stations, endpoints, groups].some((known) => known.has(id)))
      throw new AppError('area_not_found', `there is nothing named ${id} to leave out`);
  for (const areaId of new Set(places))
    if (!isInArea(areas, areaId, ownerAreaId))
      throw new AppError('not_allowed', 'a target lies outside the area of the owner');
}

function missing(kind: 'station' | 'endpoint' | 'group', id: string): never {
  throw new AppError(`${kind}_not_found`, `there is no ${kind} ${id}`);
}

async function areasOf(
  db: Kysely<Database>,
  table: 'station' | 'endpoint' | 'place_group',
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom(table)
    .select(['id', 'area_id as areaId'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, areaId }) => [id, areaId]));
}
