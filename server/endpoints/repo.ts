import type { Kysely } from 'kysely';
import type { LocalDate } from '../../core/time/zoned.ts';
import { areaScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { among } from '../store/among.ts';
import { kindColumn } from './kind-column.ts';
import type { Database } from '../store/schema.ts';

/** All in the areas of a person, by station and then name. */
export function allEndpointRows(
  db: Kysely<Database>,
  principal: Principal,
): Promise<EndpointRow[]> {
  return withStatus(db)
    .where('endpoint.area_id', 'in', areaScope(principal, 'read'))
    .orderBy('station.name_folded')
    .orderBy('endpoint.name')
    .orderBy('endpoint.id')
    .execute();
}

/** Some of them, by station and then name. */
export function endpointRowsOf(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<EndpointRow[]> {
  return withStatus(db)
    .where('endpoint.id', 'in', among(ids))
    .orderBy('station.name_folded')
    .orderBy('endpoint.station_id')
    .orderBy('endpoint.name')
    .orderBy('endpoint.id')
    .execute();
}

export async function findEndpointRow(
  db: Kysely<Database>,
  id: string,
): Promise<EndpointRow | null> {
  return (await withStatus(db).where('endpoint.id', '=', id).executeTakeFirst()) ?? null;
}

export type EndpointRow = Awaited<
  ReturnType<ReturnType<typeof withStatus>['executeTakeFirstOrThrow']>
>;

function withStatus(db: Kysely<Database>) {
  return db
    .selectFrom('endpoint')
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .leftJoin('endpoint_status as status', 'status.endpoint_id', 'endpoint.id')
    .leftJoin('endpoint_site as site', 'site.endpoint_id', 'endpoint.id')
    .select(['site.latitude', 'site.longitude'])
    .select([
      'endpoint.id',
      'endpoint.station_id as stationId',
      'station.name as stationName',
      'station.name_folded as nameFolded',
      'station.zone',
      'endpoint.name',
      'endpoint.area_id as areaId',
      'endpoint.push_url as pushUrl',
      'endpoint.paired_at as pairedAt',
      'endpoint.revoked_at as revokedAt',
      'endpoint.silencing_until as silencingUntil',
      'endpoint.silenced_at as silencedAt',
      'endpoint.quarantined_at as quarantinedAt',
      'status.seen_at as seenAt',
      'status.clock_offset_ms as clockOffsetMs',
      'status.clock_trusted as clockTrusted',
      'status.head_sequence as headSequence',
      'status.complete',
      'status.playing',
      'status.version',
      kindColumn.as('kind'),
      'status.insecure_http as insecureHttp',
      'status.stale',
      'status.reported_at as reportedAt',
      'status.volume_percent as volumePercent',
      'status.power',
      'status.battery_percent as batteryPercent',
      'status.disk_free_bytes as diskFreeBytes',
      'status.used_bytes as usedBytes',
    ]);
}

/** Counts the incidents since an instant, by endpoint. */
export async function countIncidents(
  db: Kysely<Database>,
  endpointIds: readonly string[],
  since: number,
): Promise<Map<string, number>> {
  if (endpointIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('incident')
    .select((eb) => ['endpoint_id', eb.fn.countAll<number>().as('count')])
    .where('endpoint_id', 'in', endpointIds)
    .where('received_at', '>=', since)
    .groupBy('endpoint_id')
    .execute();
  return new Map(rows.map((row) => [row.endpoint_id, row.count]));
}

/** The last compiled day of each, if it has one. */
export async function lastDays(
  db: Kysely<Database>,
  endpointIds: readonly string[],
): Promise<Map<string, LocalDate>> {
  if (endpointIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('endpoint_day')
    .select('endpoint_id')
    .select((eb) => eb.fn.max('date').as('last'))
    .where('endpoint_id', 'in', endpointIds)
    .groupBy('endpoint_id')
    .execute();
  return new Map(rows.map(({ endpoint_id, last }) => [endpoint_id, last]));
}

/** The playlists in force for endpoints on some days, by `endpoint date`. */
export async function playlistsOn(
  db: Kysely<Database>,
  endpointIds: readonly string[],
  dates: readonly string[],
): Promise<Map<string, string>> {
  if (endpointIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('endpoint_day')
    .select(['endpoint_id', 'date', 'playlist_sha256'])
    .where('endpoint_id', 'in', endpointIds)
    .where('date', 'in', dates)
    .execute();
  return new Map(rows.map((row) => [`${row.endpoint_id} ${row.date}`, row.playlist_sha256]));
}
