import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { RecordingKind } from '../../core/recording/kind.ts';
import type { RecordingState } from '../../core/recording/states.ts';
import type { Clock } from '../../runtime/clock.ts';
import { areaScope, readScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { isMadeByOthers } from './makers.ts';
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
  relayed?: boolean | undefined;
  q?: string | undefined;
}

type Driver =
  | 'area'
  | 'expiry'
  | 'place'
  | 'author_id'
  | 'campaign_id'
  | 'partner_id'
  | 'programme_id'
  | 'state'
  | 'capture_id'
  | 'language';

/** So many are looked through without regard to anything else. */
const narrowScope = 2_000;
const warnedBeforeMs = 7 * 24 * 3600_000;
/** The place in the library of the last one seen. */
const placeKey = z.tuple([z.int()]);

/** Recordings that a person may read, newest first. */
export async function listRecordings(
  deps: ListDeps,
  principal: Principal,
  { limit, cursor, ...filter }: RecordingsFilter & PageQuery,
): Promise<Page<RecordingRow>> {
  const after = readCursor(cursor, placeKey);
  const { from, where, place } = await fitting(deps, principal, filter, after?.[0] ?? null);
  const { rows } = await sql<RecordingRow>`
    select recording.* from ${from} where ${where}
    order by ${place} desc limit ${limit + 1}`.execute(deps.db);
  return toPage(rows, limit, (row) => [row.search_id ?? 0]);
}

/** How many there are, but no more than `most`: the bound is what it costs at the most. */
export async function countRecordings(
  deps: ListDeps,
  principal: Principal,
  filter: RecordingsFilter,
  most: number,
): Promise<number> {
  const { from, where, place } = await fitting(deps, principal, filter, null);
  const { rows } = await sql<{ count: number }>`select count(*) as count from (
    select 1 from ${from} where ${where} order by ${place} desc limit ${most})`.execute(deps.db);
  return rows[0]?.count ?? 0;
}

interface ListDeps {
  db: Kysely<Database>;
  clock: Clock;
}

/** Where those that fit are looked for and by what, in the order of `place`; behind a place, where one is given. */
async function fitting(
  { db, clock }: ListDeps,
  principal: Principal,
  filter: RecordingsFilter,
  after: number | null,
) {
  const expression = searchExpression(filter.q ?? '');
  const scope = readScope(principal);
  const driver = (await isNarrow(db, scope)) ? 'area' : driverOf(filter);
  const isSearchFirst = expression !== null && driver === 'place';
  const place = isSearchFirst ? sql`recording_search.rowid` : sql`recording.search_id`;
  const conditions = [
    sql<SqlBool>`${column('area_id', driver === 'area')} in ${scope}`,
    ...(after === null ? [] : [sql<SqlBool>`${place} < ${after}`]),
    ...equalities(filter, driver),
    ...spans(filter, { now: clock.now(), driver }),
    ...(filter.decidable ? decidableBy(principal) : []),
    ...(expression === null ? [] : [found(expression, isSearchFirst)]),
  ];
  // A cross join is walked as it is written: in the order of the index, until the page is full.
  const from = isSearchFirst ? sql`recording_search cross join recording` : sql`recording`;
  return { from, where: sql.join(conditions, sql` and `), place };
}

/** Whether all that may be read is so little that it is best looked through. */
async function isNarrow(db: Kysely<Database>, scope: RawBuilder<string>): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from recording where area_id in ${scope} limit ${narrowScope + 1})`.execute(db);
  return (rows[0]?.count ?? 0) <= narrowScope;
}

/**
 * The condition whose index is walked. SQLite has no statistics by which to tell a word that is on
 * every recording from one that is on few, so the usual distribution decides; the others only filter.
 */
function driverOf(filter: RecordingsFilter): Driver {
  if (filter.expiring) return 'expiry';
  // They are swept, so that there are few.
  if (filter.relayed) return 'capture_id';
  if (filter.authorId !== undefined) return 'author_id';
  if (filter.campaignId !== undefined) return 'campaign_id';
  if (filter.partnerId !== undefined) return 'partner_id';
  if (filter.programmeId !== undefined) return 'programme_id';
  if (filter.decidable) return 'state';
  if (filter.state !== undefined && filter.state !== 'approved') return 'state';
  if (filter.language !== undefined && filter.language !== 'vi') return 'language';
  return 'place';
}

/** A plus keeps SQLite from walking a column's index. */
function column(name: string, isDriver: boolean): RawBuilder<unknown> {
  return isDriver ? sql.ref(`recording.${name}`) : sql`+${sql.ref(`recording.${name}`)}`;
}

function equalities(filter: RecordingsFilter, driver: Driver) {
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
    ...Object.entries(given).flatMap(([name, value]) =>
      value === undefined ? [] : [sql<SqlBool>`${column(name, driver === name)} = ${value}`],
    ),
    ...(state
      ? [sql<SqlBool>`${column('state', driver === 'state')} in (${sql.join(storedAs(state))})`]
      : []),
    ...(filter.kind ? [sql<SqlBool>`coalesce(kind, heard_kind) = ${filter.kind}`] : []),
    sql<SqlBool>`archived_at is ${filter.archived ? sql`not null` : sql`null`}`,
    sql<SqlBool>`${column('capture_id', driver === 'capture_id')} is ${filter.relayed ? sql`not null` : sql`null`}`,
  ];
}

function spans(
  { minMs, maxMs, from, to, expiring }: RecordingsFilter,
  { now, driver }: { now: number; driver: Driver },
) {
  const ends = column('on_air_expires_at', driver === 'expiry');
  return [
    ...(minMs === undefined ? [] : [sql<SqlBool>`duration_ms >= ${minMs}`]),
    ...(maxMs === undefined ? [] : [sql<SqlBool>`duration_ms <= ${maxMs}`]),
    ...(from === undefined ? [] : [sql<SqlBool>`created_at >= ${from}`]),
    ...(to === undefined ? [] : [sql<SqlBool>`created_at < ${to}`]),
    ...(expiring ? [sql<SqlBool>`${ends} > ${now} and ${ends} <= ${now + warnedBeforeMs}`] : []),
  ];
}

/** Ready, in an area where the person approves, and made by others throughout. */
export function decidableBy(principal: Principal) {
  const { userId } = principal;
  return [
    sql<SqlBool>`recording.state = 'ready'`,
    sql<SqlBool>`+recording.area_id in ${areaScope(principal, 'recording.approve')}`,
    sql<SqlBool>`+recording.author_id <> ${userId}`,
    isMadeByOthers(userId),
  ];
}

function found(expression: string, isFirst: boolean): RawBuilder<SqlBool> {
  return isFirst
    ? sql<SqlBool>`recording_search match ${expression} and recording.search_id = recording_search.rowid`
    : sql<SqlBool>`+recording.search_id in (
        select rowid from recording_search where recording_search match ${expression})`;
}

/** Whether a worker has begun is known to the queue, not to the table. */
function storedAs(state: RecordingState): RecordingState[] {
  return state === 'stored' || state === 'checking' ? ['stored', 'checking'] : [state];
}
