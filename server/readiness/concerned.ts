import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { DayRecord } from '../../core/compile/day.ts';
import type { Entry } from '../../core/playlist/playlist.ts';
import type { EndpointKnowledge } from '../../core/readiness/readiness.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import { addDays, type EpochMs, type LocalDate } from '../../core/time/zoned.ts';
import { readObjects } from '../objects/objects.ts';
import { kindColumn } from '../endpoints/kind-column.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { stoppedDay } from '../store/stopped-day.ts';
import type { DatedRow } from '../territory/beneath-on-day.ts';
import { areaOnDay, stationOnDay } from '../territory/place-of-day.ts';
import { readPlaylist, readRecord } from '../timetable/stored-day.ts';

type Db = Kysely<Database>;

/** An endpoint with its compiled day and what is known of it. */
export interface Concerned {
  endpointId: string;
  name: string;
  stationId: string;
  stationName: string;
  areaId: string;
  seenAt: EpochMs | null;
  /** Occurrences that were stopped there. */
  stopped: ReadonlySet<string>;
  entries: readonly Entry[];
  /** `null`: the day was never compiled for it. */
  record: DayRecord | null;
  known: Omit<EndpointKnowledge, 'entries'>;
}

export interface ConcernedFilter {
  date: LocalDate;
  now: EpochMs;
  /** Whether an endpoint is meant, by where it stands on the day. */
  isMeant?: ((row: DatedRow) => RawBuilder<SqlBool>) | undefined;
  stationIds?: readonly string[] | undefined;
  endpointIds?: readonly string[] | undefined;
}

const hashes = z.array(z.string());
/** What an endpoint said of its disk counts for so long. */
const diskWordMs = 6 * 3_600_000;

/** Endpoints in service, and those locked out since their day was compiled. */
export async function readConcerned(db: Db, filter: ConcernedFilter): Promise<Concerned[]> {
  const rows = await readRows(db, filter);
  const complete = new Map(rows.map((row) => [row.endpointId, listOf(row.complete) ?? []]));
  const objects = await readObjects(
    db,
    rows.flatMap(({ playlist, rulings, endpointId }) => [
      ...(playlist === null ? [] : [playlist]),
      ...(rulings === null ? [] : [rulings]),
      ...(complete.get(endpointId) ?? []),
    ]),
  );
  const playlists = memo((hash) => readPlaylist(objects.get(hash)));
  const records = memo((hash) => readRecord(objects.get(hash)));
  const full = await readFullDisks(db, filter.now - diskWordMs);
  const stops = groupRows(await readStops(db, filter.date), ({ endpointId }) => endpointId);
  return rows.map((row) => ({
    ...{ endpointId: row.endpointId, name: row.name, areaId: row.areaId, seenAt: row.seenAt },
    ...{ stationId: row.stationId, stationName: row.stationName },
    stopped: new Set(stops.get(row.endpointId)?.map(({ occurrence }) => occurrence)),
    entries: row.playlist === null ? [] : (playlists(row.playlist)?.entries ?? []),
    record: row.rulings === null ? null : records(row.rulings),
    known: {
      kind: row.kind,
      isPaired: row.pairedAt !== null,
      isRevoked: row.revokedAt !== null,
      seenAt: row.seenAt,
      clockTrusted: row.clockTrusted === null ? null : row.clockTrusted === 1,
      hasReported: row.version !== null || row.headSequence !== null,
      playlist: row.playlist,
      complete: (complete.get(row.endpointId) ?? []).flatMap((sha256) => {
        const held = playlists(sha256);
        return held?.date === filter.date ? [{ sha256, entries: held.entries }] : [];
      }),
      incomplete: listOf(row.incomplete) ?? [],
      missing: namedMissing(row),
      diskFreeBytes: row.diskFreeBytes,
      isDiskFull: full.has(row.endpointId),
    },
  }));
}

/** `null` where it names fewer than it lacks: what is asked about may be among the others. */
function namedMissing({
  missing,
  missingFiles,
}: {
  missing: string | null;
  missingFiles: number | null;
}) {
  const named = listOf(missing);
  return named && missingFiles !== null && named.length >= missingFiles ? named : null;
}

function listOf(text: string | null): string[] | null {
  return text === null ? null : hashes.parse(JSON.parse(text));
}

function memo<Value>(make: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    const found = known.get(key) ?? make(key);
    known.set(key, found);
    return found;
  };
}

function readRows(db: Db, { date, isMeant, stationIds, endpointIds }: ConcernedFilter) {
  return db
    .selectFrom('endpoint')
    .innerJoin('station', (join) => join.on('station.id', '=', stationOnDay(date)))
    .leftJoin('endpoint_day', (join) =>
      join.onRef('endpoint_day.endpoint_id', '=', 'endpoint.id').on('endpoint_day.date', '=', date),
    )
    .leftJoin('endpoint_status as status', 'status.endpoint_id', 'endpoint.id')
    .select(['endpoint.id as endpointId', 'endpoint.name', kindColumn.as('kind')])
    .select(['endpoint.paired_at as pairedAt', 'endpoint.revoked_at as revokedAt'])
    .select([
      'station.id as stationId',
      'station.name as stationName',
      areaOnDay(date).as('areaId'),
    ])
    .select(['playlist_sha256 as playlist', 'rulings_sha256 as rulings'])
    .select(['status.seen_at as seenAt', 'status.clock_trusted as clockTrusted'])
    .select(['status.head_sequence as headSequence', 'status.complete', 'status.incomplete'])
    .select(['status.missing', 'status.missing_files as missingFiles', 'status.version'])
    .select('status.disk_free_bytes as diskFreeBytes')
    .where((eb) =>
      eb.or([
        eb('endpoint.revoked_at', 'is', null),
        eb('endpoint.revoked_at', '>', eb.ref('endpoint_day.compiled_at')),
      ]),
    )
    .$if(isMeant !== undefined, (all) =>
      all.where(
        isMeant?.({ day: sql<string>`${date}`, area: areaOnDay(date) }) ?? sql<SqlBool>`1 = 1`,
      ),
    )
    .$if(stationIds !== undefined, (all) => all.where('station.id', 'in', among(stationIds ?? [])))
    .$if(endpointIds !== undefined, (all) =>
      all.where('endpoint.id', 'in', among(endpointIds ?? [])),
    )
    .orderBy('station.name_folded')
    .orderBy('station.id')
    .orderBy('endpoint.name')
    .orderBy('endpoint.id')
    .execute();
}

function readStops(db: Db, date: LocalDate) {
  return (
    db
      .selectFrom('stop')
      .select(['stop.endpoint_id as endpointId', 'stop.occurrence'])
      // A guest sounds up to a week after the day that it is named by.
      .where(stoppedDay, '>=', addDays(date, -7))
      .where(stoppedDay, '<=', date)
      .execute()
  );
}

async function readFullDisks(db: Db, since: EpochMs): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('incident')
    .select('endpoint_id')
    .distinct()
    .where('code', '=', 'disk_full')
    .where('received_at', '>=', since)
    .execute();
  return new Set(rows.map(({ endpoint_id: id }) => id));
}
