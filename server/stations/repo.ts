import { sql, type Insertable, type Kysely, type SqlBool } from 'kysely';
import type { StationAnswer } from '../../contract/http/stations.ts';
import { fold } from '../../core/text/fold.ts';
import { areasBeneath, areaScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { nameKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { containsWords } from '../store/search.ts';

type Db = Kysely<Database>;

export interface StationsQuery extends PageQuery {
  areaId?: string | undefined;
  q?: string | undefined;
}

/** Stations in the areas of a person, by name. */
export async function listStations(
  db: Db,
  principal: Principal,
  { areaId, q, limit, cursor }: StationsQuery,
): Promise<Page<StationAnswer>> {
  const after = readCursor(cursor, nameKey);
  let stations = withArea(db)
    .where('station.area_id', 'in', areaScope(principal, 'read'))
    .where(containsWords('station.name_folded', q));
  if (areaId !== undefined) {
    stations = stations.where('station.area_id', 'in', areasBeneath([areaId]));
  }
  if (after) {
    stations = stations.where(
      sql<SqlBool>`(station.name_folded, station.id) > (${after[0]}, ${after[1]})`,
    );
  }
  const rows = await stations
    .orderBy('station.name_folded')
    .orderBy('station.id')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit, (row) => [row.name_folded, row.id]);
  return { ...page, items: page.items.map(toStation) };
}

export async function findStation(db: Db, id: string): Promise<StationAnswer | null> {
  const row = await withArea(db).where('station.id', '=', id).executeTakeFirst();
  return row ? toStation(row) : null;
}

export async function hasStation(db: Db, areaId: string): Promise<boolean> {
  const row = await db
    .selectFrom('station')
    .select('id')
    .where('area_id', '=', areaId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertStation(
  trx: Db,
  row: Omit<Insertable<Database['station']>, 'name_folded'>,
): Promise<void> {
  await trx
    .insertInto('station')
    .values({ ...row, name_folded: fold(row.name) })
    .execute();
}

function withArea(db: Db) {
  return db
    .selectFrom('station')
    .innerJoin('area', 'area.id', 'station.area_id')
    .select([
      'station.id',
      'station.area_id',
      'station.name',
      'station.name_folded',
      'station.zone',
      'area.name as area_name',
    ])
    .select((eb) =>
      eb
        .selectFrom('endpoint')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('endpoint.station_id', '=', 'station.id')
        .where('endpoint.revoked_at', 'is', null)
        .$asScalar()
        .$notNull()
        .as('endpoints'),
    );
}

type Row = Awaited<ReturnType<ReturnType<typeof withArea>['executeTakeFirstOrThrow']>>;

function toStation({ id, area_id, area_name, name, zone, endpoints }: Row): StationAnswer {
  return { id, areaId: area_id, areaName: area_name, name, zone, endpoints };
}
