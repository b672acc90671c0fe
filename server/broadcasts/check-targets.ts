import type { Kysely } from 'kysely';
import { isInArea, type Area } from '../../core/area/area.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import type { Database } from '../store/schema.ts';
import { areaOnDay, stationAreaOnDay } from '../territory/place-of-day.ts';

/**
 * Every target exists and lies in the owner's area on the day of the first air: nobody speaks beyond what is
 * theirs.
 * @throws AppError `area_not_found`, `station_not_found`, `endpoint_not_found`, `group_not_found`,
 * `not_allowed`
 */
export async function checkTargets(
  db: Kysely<Database>,
  { targets, ownerAreaId }: Pick<Broadcast, 'targets' | 'ownerAreaId'>,
  { areas, day }: { areas: ReadonlyMap<string, Area>; day: LocalDate },
): Promise<void> {
  const named = (ids: readonly string[]) => [...new Set([...ids, ...targets.except])];
  const stations = toMap(await readStations(db, named(targets.stations), day));
  const endpoints = toMap(await readEndpoints(db, named(targets.endpoints), day));
  const groups = toMap(await readGroups(db, named(targets.groups)));
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

function readStations(db: Kysely<Database>, ids: readonly string[], day: LocalDate) {
  return db
    .selectFrom('station')
    .select(['id', stationAreaOnDay(day).as('areaId')])
    .where('id', 'in', ids)
    .execute();
}

function readEndpoints(db: Kysely<Database>, ids: readonly string[], day: LocalDate) {
  return db
    .selectFrom('endpoint')
    .select(['id', areaOnDay(day).as('areaId')])
    .where('id', 'in', ids)
    .execute();
}

function readGroups(db: Kysely<Database>, ids: readonly string[]) {
  return db
    .selectFrom('place_group')
    .select(['id', 'area_id as areaId'])
    .where('id', 'in', ids)
    .execute();
}

function toMap(rows: readonly { id: string; areaId: string }[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ id, areaId }) => [id, areaId]));
}
