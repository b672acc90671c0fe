import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { EndpointPlace } from '../../core/area/plan-places.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { areasEverBeneath } from './areas-ever-beneath.ts';
import { sinceEver } from './load-territory.ts';

type Db = Kysely<Database>;

/** A living endpoint with all its places, in order. */
export interface PlacedEndpoint {
  id: string;
  name: string;
  places: readonly EndpointPlace[];
}

/** Which endpoints are meant: those that match any. */
export interface EndpointsOf {
  endpointIds?: readonly string[];
  /** Standing in one of these or beneath it, on any day. */
  areaIds?: readonly string[];
  /** Of one of these, on any day. */
  stationIds?: readonly string[];
}

export async function loadPlaces(db: Db, wanted: EndpointsOf): Promise<PlacedEndpoint[]> {
  const ids = idsOf(wanted);
  const rows = await db
    .selectFrom('endpoint')
    .select(['id', 'name', 'station_id', 'area_id'])
    .where('revoked_at', 'is', null)
    .where('id', 'in', ids)
    .orderBy('id')
    .execute();
  const kept = await db
    .selectFrom('endpoint_place')
    .selectAll()
    .where('endpoint_id', 'in', ids)
    .orderBy('endpoint_id')
    .orderBy('from_date')
    .execute();
  const placesOf = groupRows(kept, (place) => place.endpoint_id);
  return rows.map(({ id, name, station_id, area_id }) => ({
    id,
    name,
    places: (placesOf.get(id) ?? [{ from_date: sinceEver, station_id, area_id, by_hand: 1 }]).map(
      (place) => ({
        from: place.from_date === sinceEver ? null : place.from_date,
        stationId: place.station_id,
        areaId: place.area_id,
        byHand: place.by_hand === 1,
      }),
    ),
  }));
}

export async function savePlaces(
  trx: Db,
  endpointId: string,
  places: readonly EndpointPlace[],
): Promise<void> {
  await trx.deleteFrom('endpoint_place').where('endpoint_id', '=', endpointId).execute();
  for (const { from, stationId, areaId, byHand } of places)
    await trx
      .insertInto('endpoint_place')
      .values({
        endpoint_id: endpointId,
        from_date: from ?? sinceEver,
        station_id: stationId,
        area_id: areaId,
        by_hand: byHand ? 1 : 0,
      })
      .execute();
}

/** Subquery of their ids. */
export function idsOf({ endpointIds = [], areaIds = [], stationIds = [] }: EndpointsOf) {
  const of = (column: string, among: RawBuilder<unknown>) => [
    sql`select id from endpoint where ${sql.ref(column)} in ${among}`,
    sql`select endpoint_id from endpoint_place where ${sql.ref(column)} in ${among}`,
  ];
  const parts = [
    ...(endpointIds.length > 0
      ? [sql`select id from endpoint where id in (${sql.join(endpointIds)})`]
      : []),
    ...(areaIds.length > 0 ? of('area_id', areasEverBeneath(areaIds)) : []),
    ...(stationIds.length > 0 ? of('station_id', sql`(${sql.join(stationIds)})`) : []),
  ];
  return parts.length === 0
    ? sql<string>`(select null)`
    : sql<string>`(${sql.join(parts, sql` union `)})`;
}
