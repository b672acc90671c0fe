import { sql, type Kysely, type SqlBool } from 'kysely';
import { z } from 'zod';
import { modeKeys, part, stagger } from '../../contract/http/sessions.ts';
import { weekdays } from '../../contract/scalar.ts';
import type { Session } from '../../core/session/session.ts';
import { weekdayOf } from '../../core/time/zoned.ts';
import { areaScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { among } from '../store/among.ts';
import { jsonColumn } from '../store/json-column.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;

export interface SessionsQuery extends PageQuery {
  stationId?: string | undefined;
  /** Only those of this day. */
  on?: string | undefined;
}

/** A session as it is kept. */
export interface KeptSession extends Session {
  /** Goes up with each change. */
  version: number;
}

/** Who changes it, and when. */
export interface ChangedBy {
  userId: string;
  at: number;
}

const sessionKey = z.tuple([z.string(), z.string(), z.string()]);

/** Sessions of the stations in the areas of a person: by station, and in the order of the day. */
export async function listSessions(
  db: Db,
  principal: Principal,
  { stationId, on, limit, cursor }: SessionsQuery,
): Promise<Page<KeptSession>> {
  const after = readCursor(cursor, sessionKey);
  let sessions = db
    .selectFrom('session')
    .innerJoin('station', 'station.id', 'session.station_id')
    .selectAll('session')
    .where('station.area_id', 'in', areaScope(principal, 'read'));
  if (stationId !== undefined) sessions = sessions.where('session.station_id', '=', stationId);
  if (on !== undefined) {
    // A list of single digits.
    sessions = sessions
      .where('session.weekdays', 'like', `%${weekdayOf(on)}%`)
      .where((eb) =>
        eb.or([eb('session.valid_from', 'is', null), eb('session.valid_from', '<=', on)]),
      )
      .where((eb) => eb.or([eb('session.valid_to', 'is', null), eb('session.valid_to', '>=', on)]))
      .where((eb) => eb.or([eb('station.valid_to', 'is', null), eb('station.valid_to', '>=', on)]));
  }
  if (after) {
    sessions = sessions.where(
      sql<SqlBool>`(session.station_id, session.starts_at, session.id) > (${sql.join(after)})`,
    );
  }
  const rows = await sessions
    .orderBy('session.station_id')
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit, (row) => [row.station_id, row.starts_at, row.id]);
  return { ...page, items: page.items.map(toKept) };
}

export async function findSession(db: Db, id: string): Promise<KeptSession | null> {
  const row = await db.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toKept(row) : null;
}

export async function sessionsOf(db: Db, stationId: string): Promise<Session[]> {
  const rows = await db
    .selectFrom('session')
    .selectAll()
    .where('station_id', '=', stationId)
    .execute();
  return rows.map(toSession);
}

/** All of some stations, those that have ended too. */
export async function keptSessionsOf(
  db: Db,
  stationIds: readonly string[],
): Promise<KeptSession[]> {
  const rows = await db
    .selectFrom('session')
    .selectAll()
    .where('station_id', 'in', among(stationIds))
    .orderBy('id')
    .execute();
  return rows.map(toKept);
}

export async function insertSession(
  trx: Db,
  session: Session,
  { userId, at }: ChangedBy,
): Promise<void> {
  const changed = { version: 1, changed_by: userId, changed_at: at };
  await trx
    .insertInto('session')
    .values({ ...toRow(session), ...changed })
    .execute();
}

/** Whether it was still the version that the person saw. */
export async function replaceSession(
  trx: Db,
  session: KeptSession,
  { userId, at }: ChangedBy,
): Promise<boolean> {
  const changed = { version: session.version + 1, changed_by: userId, changed_at: at };
  const row = await trx
    .updateTable('session')
    .set({ ...toRow(session), ...changed })
    .where('id', '=', session.id)
    .where('version', '=', session.version)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether it was still the version that the person saw. */
export async function deleteSession(trx: Db, id: string, seen: number): Promise<boolean> {
  const row = await trx
    .deleteFrom('session')
    .where('id', '=', id)
    .where('version', '=', seen)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Who changed a session last, and when; `null` where that is not known. */
export async function lastChangeOf(
  db: Db,
  id: string,
): Promise<{ name: string | null; at: number } | null> {
  const row = await db
    .selectFrom('session')
    .leftJoin('user', 'user.id', 'session.changed_by')
    .select(['user.name', 'session.changed_at as at'])
    .where('session.id', '=', id)
    .executeTakeFirst();
  const { name = null, at = null } = row ?? {};
  return at === null ? null : { name, at };
}

const readWeekdays = jsonColumn(weekdays);
const readParts = jsonColumn(z.array(part));
const readStagger = jsonColumn(stagger);
const readModeKeys = jsonColumn(modeKeys);

/** A row of the table as the domain's value. */
export function toSession(row: Database['session']): Session {
  return {
    id: row.id,
    stationId: row.station_id,
    key: row.key,
    name: row.name,
    weekdays: readWeekdays(row.weekdays),
    startsAt: row.starts_at,
    latestEnd: row.latest_end,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    parts: readParts(row.parts),
    openingId: row.opening_id,
    closingId: row.closing_id,
    leadInMs: row.lead_in_ms,
    tailMs: row.tail_ms,
    stagger: readStagger(row.stagger),
    modeKeys: readModeKeys(row.mode_keys),
  };
}

function toKept(row: Database['session']): KeptSession {
  return { ...toSession(row), version: row.version };
}

function toRow(
  session: Session,
): Omit<Database['session'], 'version' | 'changed_by' | 'changed_at'> {
  return {
    id: session.id,
    station_id: session.stationId,
    key: session.key,
    name: session.name,
    weekdays: JSON.stringify(session.weekdays),
    starts_at: session.startsAt,
    latest_end: session.latestEnd,
    valid_from: session.validFrom,
    valid_to: session.validTo,
    parts: JSON.stringify(session.parts),
    opening_id: session.openingId,
    closing_id: session.closingId,
    lead_in_ms: session.leadInMs,
    tail_ms: session.tailMs,
    stagger: JSON.stringify(session.stagger),
    mode_keys: JSON.stringify(session.modeKeys),
  };
}
