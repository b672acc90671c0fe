import { sql, type Kysely, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { RecordingKind } from '../../core/recording/kind.ts';
import type { RecordingState } from '../../core/recording/states.ts';
import type { Clock } from '../../runtime/clock.ts';
import { areaScope, readScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import type { RecordingRow } from './repo.ts';
import { searchExpression } from './search-words.ts';

/** What a list is narrowed to; everything given must hold. */
export interface RecordingsFilter {
  state?: RecordingState | undefined;
  areaId?: string | undefined;
  programmeId?: string | undefined;
  campaignId?: string | undefined;
  partnerId?: string | undefined;
  authorId?: string | undefined;
  language?: string | undefined;
  kind?: RecordingKind | undefined;
  minMs?: number | undefined;
  maxMs?: number | undefined;
  from?: number | undefined;
  to?: number | undefined;
  expiring?: boolean | undefined;
  decidable?: boolean | undefined;
  archived?: boolean | undefined;
  q?: string | undefined;
}

const warnedBeforeMs = 7 * 24 * 3600_000;
/** The place in the library of the last one seen. */
const placeKey = z.tuple([z.int()]);

/** Recordings that a person may read, newest first. */
export async function listRecordings(
  { db, clock }: { db: Kysely<Database>; clock: Clock },
  principal: Principal,
  { limit, cursor, ...filter }: RecordingsFilter & PageQuery,
): Promise<Page<RecordingRow>> {
  const after = readCursor(cursor, placeKey);
  const conditions = [
    sql<SqlBool>`recording.area_id in ${readScope(principal)}`,
    ...(after ? [sql<SqlBool>`recording.search_id < ${after[0]}`] : []),
    ...equalities(filter),
    ...spans(filter, clock.now()),
    ...(filter.decidable ? decidableBy(principal) : []),
    ...found(filter.q),
  ];
  const rows = await db
    .selectFrom('recording')
    .selectAll()
    .where((eb) => eb.and(conditions))
    .orderBy('search_id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, (row) => [row.search_id ?? 0]);
}

function equalities(filter: RecordingsFilter) {
  const { state } = filter;
  const given = {
    area_id: filter.areaId,
    programme_id: filter.programmeId,
    campaign_id: filter.campaignId,
    partner_id: filter.partnerId,
    author_id: filter.authorId,
    language: filter.language,
  };
  return [
    ...Object.entries(given).flatMap(([column, value]) =>
      value === undefined ? [] : [sql<SqlBool>`${sql.ref(`recording.${column}`)} = ${value}`],
    ),
    ...(state ? [sql<SqlBool>`recording.state in (${sql.join(storedAs(state))})`] : []),
    ...(filter.kind ? [sql<SqlBool>`coalesce(kind, heard_kind) = ${filter.kind}`] : []),
    sql<SqlBool>`archived_at is ${filter.archived ? sql`not null` : sql`null`}`,
  ];
}

function spans({ minMs, maxMs, from, to, expiring }: RecordingsFilter, now: number) {
  return [
    ...(minMs === undefined ? [] : [sql<SqlBool>`duration_ms >= ${minMs}`]),
    ...(maxMs === undefined ? [] : [sql<SqlBool>`duration_ms <= ${maxMs}`]),
    ...(from === undefined ? [] : [sql<SqlBool>`created_at >= ${from}`]),
    ...(to === undefined ? [] : [sql<SqlBool>`created_at < ${to}`]),
    ...(expiring
      ? [sql<SqlBool>`on_air_expires_at > ${now} and on_air_expires_at <= ${now + warnedBeforeMs}`]
      : []),
  ];
}

/** Ready, in an area where the person approves, and made by others throughout. */
function decidableBy(principal: Principal) {
  const { userId } = principal;
  return [
    sql<SqlBool>`recording.state = 'ready'`,
    sql<SqlBool>`recording.area_id in ${areaScope(principal, 'recording.approve')}`,
    sql<SqlBool>`recording.author_id <> ${userId}`,
    sql<SqlBool>`not exists (select 1 from recording_version as version
      where version.recording_id = recording.id and version.author_id = ${userId})`,
  ];
}

function found(query: string | undefined) {
  const expression = searchExpression(query ?? '');
  if (expression === null) return [];
  return [
    sql<SqlBool>`search_id in (
      select rowid from recording_search where recording_search match ${expression})`,
  ];
}

/** Whether a worker has begun is known to the queue, not to the table. */
function storedAs(state: RecordingState): RecordingState[] {
  return state === 'stored' || state === 'checking' ? ['stored', 'checking'] : [state];
}
