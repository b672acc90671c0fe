import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { BroadcastAct, Database } from '../store/schema.ts';
import { toBroadcastAnswer } from './broadcast-row.ts';

type Row = Database['broadcast'];

/** What somebody does to the timetable in one go; the versions that come of it bear its id. */
export interface Act {
  id: string;
  what: BroadcastAct;
  userId: string;
  at: number;
}

export function beginAct(clock: Clock, { userId }: Principal, what: BroadcastAct): Act {
  return { id: newId(clock), what, userId, at: clock.now() };
}

/** All that a version may have otherwise. */
export type BroadcastColumns = Omit<
  Row,
  'id' | 'version' | 'author_id' | 'created_at' | 'updated_at'
>;

export interface BroadcastWrite {
  id: string;
  /** The version that the person saw; `null` for a new broadcast. */
  seen: number | null;
  columns: BroadcastColumns;
  /** What a copy was made from. */
  origin?: string | null;
}

/**
 * Saves a broadcast with its new version and the line in the audit: the one place where a broadcast is
 * written.
 * @throws AppError `broadcast_changed` when somebody saved it since the person saw it
 */
export async function keepBroadcast(
  trx: Transaction<Database>,
  clock: Clock,
  act: Act,
  write: BroadcastWrite,
): Promise<Row> {
  const row = write.seen === null ? await insert(trx, act, write) : await replace(trx, act, write);
  await trx
    .insertInto('broadcast_version')
    .values({
      broadcast_id: row.id,
      version: row.version,
      act_id: act.id,
      what: act.what,
      user_id: act.userId,
      at: act.at,
      owner_area_id: row.owner_area_id,
      row: JSON.stringify(row),
      origin: write.origin ?? null,
    })
    .execute();
  await recordAudit(trx, {
    clock,
    userId: act.userId,
    action: `broadcast.${act.what}`,
    subject: row.id,
    areaId: row.owner_area_id,
    detail: { ...toBroadcastAnswer(row) },
  });
  return row;
}

/** Keeps inside which granted window a version was saved; nothing where it is in none. */
export async function keepWindow(
  trx: Transaction<Database>,
  { id, version }: Row,
  windowId: string | null,
): Promise<void> {
  if (windowId !== null)
    await trx
      .insertInto('window_version')
      .values({ broadcast_id: id, version, window_id: windowId })
      .execute();
}

/** The columns of a row. */
export function columnsIn(row: Row): BroadcastColumns {
  const { id: _id, version: _version, author_id: _author, ...rest } = row;
  const { created_at: _made, updated_at: _changed, ...columns } = rest;
  return columns;
}

/** Tells who changed a broadcast since it was seen, and when. */
export async function refuseChanged(db: Kysely<Database>, id: string): Promise<never> {
  const last = await db
    .selectFrom('broadcast_version as version')
    .leftJoin('user', 'user.id', 'version.user_id')
    .select(['user.name', 'version.at'])
    .where('version.broadcast_id', '=', id)
    .orderBy('version.version', 'desc')
    .executeTakeFirst();
  const detail = 'it was changed meanwhile; look again';
  throw new AppError('broadcast_changed', detail, last ? { changedBy: last } : {});
}

function insert(
  trx: Transaction<Database>,
  { userId, at }: Act,
  { id, columns }: BroadcastWrite,
): Promise<Row> {
  const made = { version: 1, author_id: userId, created_at: at, updated_at: at };
  return trx
    .insertInto('broadcast')
    .values({ id, ...columns, ...made })
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function replace(
  trx: Transaction<Database>,
  { at }: Act,
  { id, seen, columns }: BroadcastWrite,
): Promise<Row> {
  const row = await trx
    .updateTable('broadcast')
    .set({ ...columns, version: (seen ?? 0) + 1, updated_at: at })
    .where('id', '=', id)
    .where('version', '=', seen ?? 0)
    .returningAll()
    .executeTakeFirst();
  return row ?? refuseChanged(trx, id);
}
