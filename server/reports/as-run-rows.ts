import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { Database } from '../store/schema.ts';

/** Which planned entries a report is about. */
export interface AsRunFilter {
  from: LocalDate;
  to: LocalDate;
  /** Subquery of areas; every area when left out. */
  areas?: RawBuilder<string>;
  stationId?: string | undefined;
  endpointId?: string | undefined;
}

/** Days of endpoints with the playlist in force. */
export function readDays(db: Kysely<Database>, filter: AsRunFilter) {
  return db
    .selectFrom('endpoint_day')
    .innerJoin('endpoint', 'endpoint.id', 'endpoint_day.endpoint_id')
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .leftJoin('endpoint_status', 'endpoint_status.endpoint_id', 'endpoint.id')
    .select([
      'endpoint.id as endpointId',
      'endpoint.name as endpointName',
      'endpoint.kind as endpointKind',
      'station.id as stationId',
      'station.name as stationName',
      'endpoint_day.playlist_sha256 as playlist',
      'endpoint_status.seen_at as seenAt',
    ])
    .where('endpoint_day.date', '>=', filter.from)
    .where('endpoint_day.date', '<=', filter.to)
    .where(isConcerned(filter))
    .execute();
}

/** Plays that were due in [fromMs, toMs]. */
export function readPlays(
  db: Kysely<Database>,
  filter: AsRunFilter,
  { fromMs, toMs }: { fromMs: number; toMs: number },
) {
  return db
    .selectFrom('play')
    .innerJoin('endpoint', 'endpoint.id', 'play.endpoint_id')
    .select([
      'play.endpoint_id as endpointId',
      'play.entry_key as entryKey',
      'play.started_at as startedAt',
      'play.heard_ms as heardMs',
      'play.reason',
    ])
    .where('play.due_at', '>=', fromMs)
    .where('play.due_at', '<=', toMs)
    .where(isConcerned(filter))
    .execute();
}

// A playlist is held from a week before its day on.
const longestHoldMs = 16 * 86_400_000;

/** Playlists that receivers said they hold for entries due in [fromMs, toMs], with the time since when. */
export function readHoldings(
  db: Kysely<Database>,
  filter: AsRunFilter,
  { fromMs, toMs }: { fromMs: number; toMs: number },
) {
  return db
    .selectFrom('holding')
    .innerJoin('endpoint', 'endpoint.id', 'holding.endpoint_id')
    .select(['endpoint.id as endpointId', 'holding.playlist_sha256 as playlist', 'holding.since'])
    .where('endpoint.kind', '=', 'receiver')
    .where('holding.since', '>=', fromMs - longestHoldMs)
    .where('holding.since', '<=', toMs)
    .where(isConcerned(filter))
    .execute();
}

function isConcerned({ areas, stationId, endpointId }: AsRunFilter) {
  return sql<SqlBool>`${areas ? sql`endpoint.area_id in ${areas}` : sql`1 = 1`}
    and ${stationId === undefined ? sql`1 = 1` : sql`endpoint.station_id = ${stationId}`}
    and ${endpointId === undefined ? sql`1 = 1` : sql`endpoint.id = ${endpointId}`}`;
}
