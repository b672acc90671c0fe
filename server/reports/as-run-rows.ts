import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { LocalDate } from '../../core/time/zoned.ts';
import { kindColumn } from '../endpoints/kind-column.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import type { DatedRow } from '../territory/beneath-on-day.ts';
import { areaOnDay, stationAreaOnDay, stationOnDay } from '../territory/place-of-day.ts';

/** Which planned entries a report is about. */
export interface AsRunFilter {
  from: LocalDate;
  to: LocalDate;
  /** Whether a row is meant, by where its endpoint stood on its day; every row when left out. */
  isMeant?: (row: DatedRow) => RawBuilder<SqlBool>;
  stationId?: string | undefined;
  /** Only these; the stations that have days then when left out. */
  stationIds?: readonly string[] | undefined;
  endpointId?: string | undefined;
}

const day = sql.ref<string>('endpoint_day.date');

/** Days of endpoints with the playlist in force, and the station that each belonged to on that day. */
export function readDays(db: Kysely<Database>, filter: AsRunFilter) {
  return db
    .selectFrom('endpoint_day')
    .innerJoin('endpoint', 'endpoint.id', 'endpoint_day.endpoint_id')
    .innerJoin('station', (join) => join.on('station.id', '=', stationOnDay(day)))
    .leftJoin('endpoint_status', 'endpoint_status.endpoint_id', 'endpoint.id')
    .select([
      'endpoint.id as endpointId',
      'endpoint.name as endpointName',
      kindColumn.as('endpointKind'),
      'station.id as stationId',
      'station.name as stationName',
      'endpoint_day.playlist_sha256 as playlist',
      'endpoint_day.date',
      areaOnDay(day).as('areaId'),
      stationAreaOnDay(day).as('stationAreaId'),
      'endpoint_status.seen_at as seenAt',
    ])
    .where('endpoint_day.date', '>=', filter.from)
    .where('endpoint_day.date', '<=', filter.to)
    .where(isConcerned(filter))
    .execute();
}

function isConcerned({ isMeant, stationId, stationIds, endpointId }: AsRunFilter) {
  return sql<SqlBool>`${isMeant ? isMeant({ day, area: areaOnDay(day) }) : sql`1 = 1`}
    and ${stationId === undefined ? sql`1 = 1` : sql`station.id = ${stationId}`}
    and ${stationIds === undefined ? sql`1 = 1` : sql`station.id in ${among(stationIds)}`}
    and ${endpointId === undefined ? sql`1 = 1` : sql`endpoint.id = ${endpointId}`}`;
}

/** What became of some endpoints' entries that were due in [fromMs, toMs]. */
export interface DueAt {
  endpointIds: readonly string[];
  fromMs: number;
  toMs: number;
}

/** Plays that were due then. */
export function readPlays(db: Kysely<Database>, { endpointIds, fromMs, toMs }: DueAt) {
  return db
    .selectFrom('play')
    .select([
      'play.endpoint_id as endpointId',
      'play.entry_key as entryKey',
      'play.started_at as startedAt',
      'play.heard_ms as heardMs',
      'play.reason',
      'play.received_at as receivedAt',
      'play.ear',
    ])
    .where('play.due_at', '>=', fromMs)
    .where('play.due_at', '<=', toMs)
    .where('play.endpoint_id', 'in', among(endpointIds))
    .execute();
}

// A playlist is held from a week before its day on.
const longestHoldMs = 16 * 86_400_000;

/** Playlists that receivers said they hold for entries due then, with the time since when. */
export function readHoldings(db: Kysely<Database>, { endpointIds, fromMs, toMs }: DueAt) {
  return db
    .selectFrom('holding')
    .innerJoin('endpoint', 'endpoint.id', 'holding.endpoint_id')
    .select(['endpoint.id as endpointId', 'holding.playlist_sha256 as playlist', 'holding.since'])
    .where('endpoint.kind', '=', 'receiver')
    .where('holding.since', '>=', fromMs - longestHoldMs)
    .where('holding.since', '<=', toMs)
    .where('endpoint.id', 'in', among(endpointIds))
    .execute();
}
