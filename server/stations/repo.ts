import { sql, type Insertable, type Kysely, type SqlBool } from 'kysely';
import type { StationAnswer } from '../../contract/http/stations.ts';
import { fold } from '../../core/text/fold.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { areasBeneath, areaScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { nameKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { containsWords } from '../store/search.ts';

type Db = Kysely<Database>;

export interface StationsQuery extends PageQuery {
  /** With those that have ended. */
  ended: boolean;
  areaId?: string | undefined;
  q?: string | undefined;
}

/** Stations in the areas of a person, by name. */
export async function listStations(
  db: Db,
  principal: Principal,
  { areaId, q, ended, limit, cursor }: StationsQuery,
  today: LocalDate,
): Promise<Page<StationAnswer>> {
  const after = readCursor(cursor, nameKey);
  let stations = withArea(db)
    .where('station.area_id', 'in', areaScope(principal, 'read'))
    .where(containsWords('station.name_folded', q));
  if (!ended) stations = stations.where(isOn(today));
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

/** Whether an area has a station on a day or on any later one. */
export async function hasStation(db: Db, areaId: string, since: LocalDate): Promise<boolean> {
  const row = await db
    .selectFrom('station')
    .select('id')
    .where(isOn(since))
    .where((eb) =>
      eb.or([
        eb('area_id', '=', areaId),
        eb.exists(
          eb
            .selectFrom('station_place')
            .select('station_id')
            .whereRef('station_id', '=', 'station.id')
            .where('station_place.area_id', '=', areaId)
            .where('from_date', '>', since),
        ),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}

export function isOn(day: LocalDate) {
  return sql<SqlBool>`(station.valid_to is null or station.valid_to >= ${day})`;
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

export async function renameStation(trx: Db, id: string, name: string): Promise<void> {
  const named = { name, name_folded: fold(name) };
  await trx.updateTable('station').set(named).where('id', '=', id).execute();
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
      'station.valid_to',
      'station.successor_id',
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

function toStation(row: Row): StationAnswer {
  const { id, name, zone, endpoints, valid_to: validTo, successor_id: successorId } = row;
  const area = { areaId: row.area_id, areaName: row.area_name };
  return { id, ...area, name, zone, endpoints, validTo, successorId };
}
