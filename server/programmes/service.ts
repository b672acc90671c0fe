import { sql, type Kysely, type Selectable, type SqlBool, type Transaction } from 'kysely';
import type { ProgrammeAnswer } from '../../contract/http/programmes.ts';
import { fold } from '../../core/text/fold.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { requireAtRoot } from '../access/require-at-root.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { reindexFiledUnder } from '../recordings/reindex.ts';
import { nameKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';

type Row = Selectable<Database['programme']>;

export interface ProgrammePatch {
  name?: string | undefined;
  tag?: string | undefined;
  isArchived?: boolean | undefined;
}

/** Programmes belong to no area: everybody files under the same. */
export interface ProgrammesService {
  list(query: PageQuery): Promise<Page<ProgrammeAnswer>>;
  /** @throws AppError `programme_taken` */
  create(principal: Principal, given: { name: string; tag: string }): Promise<ProgrammeAnswer>;
  /** @throws AppError `not_allowed` but for who may in all areas, `programme_not_found`, `programme_taken` */
  update(principal: Principal, id: string, patch: ProgrammePatch): Promise<ProgrammeAnswer>;
}

export interface ProgrammesDeps {
  db: Kysely<Database>;
  access: Access;
  clock: Clock;
}

export function createProgrammesService(deps: ProgrammesDeps): ProgrammesService {
  return {
    list: (query) => list(deps.db, query),
    create: (principal, given) => create(deps, principal, given),
    update: (principal, id, patch) => update(deps, principal, id, patch),
  };
}

async function create(
  { db, clock }: ProgrammesDeps,
  principal: Principal,
  { name, tag }: { name: string; tag: string },
): Promise<ProgrammeAnswer> {
  const row = { id: newId(clock), name, name_folded: fold(name), tag, archived_at: null };
  await db.transaction().execute(async (trx) => {
    await requireFree(trx, name, row.id);
    await trx.insertInto('programme').values(row).execute();
    const entry = { clock, userId: principal.userId, subject: row.id, areaId: null };
    await recordAudit(trx, { ...entry, action: 'programme.create', detail: { name, tag } });
  });
  return toAnswer(row);
}

async function update(
  deps: ProgrammesDeps,
  principal: Principal,
  id: string,
  patch: ProgrammePatch,
): Promise<ProgrammeAnswer> {
  const { db, access, clock } = deps;
  await requireAtRoot(access, principal, 'programme.write');
  const { row, isRenamed } = await db.transaction().execute(async (trx) => {
    const before = await requireProgramme(trx, id);
    const { name = before.name, tag = before.tag, isArchived } = patch;
    await requireFree(trx, name, id);
    const archived_at = archivedAt(before, isArchived, clock);
    const after: Row = { ...before, name, name_folded: fold(name), tag, archived_at };
    await trx.updateTable('programme').set(after).where('id', '=', id).execute();
    const isRenamed = name !== before.name;
    const detail = { ...patch, ...(isRenamed ? { formerName: before.name } : {}) };
    const entry = { clock, userId: principal.userId, subject: id, areaId: null };
    await recordAudit(trx, { ...entry, action: 'programme.update', detail });
    return { row: after, isRenamed };
  });
  if (isRenamed) await reindexFiledUnder(deps, 'programme_id', id);
  return toAnswer(row);
}

function archivedAt(before: Row, isArchived: boolean | undefined, clock: Clock): number | null {
  if (isArchived === undefined) return before.archived_at;
  return isArchived ? (before.archived_at ?? clock.now()) : null;
}

async function requireFree(trx: Transaction<Database>, name: string, id: string): Promise<void> {
  const taken = await trx
    .selectFrom('programme')
    .select('id')
    .where('name', '=', name)
    .where('id', '<>', id)
    .executeTakeFirst();
  if (taken) throw new AppError('programme_taken', `there is a programme ${name} already`);
}

async function list(db: Kysely<Database>, query: PageQuery): Promise<Page<ProgrammeAnswer>> {
  const after = readCursor(query.cursor, nameKey);
  const rows = await db
    .selectFrom('programme')
    .selectAll()
    .$if(after !== null, (all) =>
      all.where(sql<SqlBool>`(name_folded, id) > (${after?.[0]}, ${after?.[1]})`),
    )
    .orderBy('name_folded')
    .orderBy('id')
    .limit(query.limit + 1)
    .execute();
  const page = toPage(rows, query.limit, (row) => [row.name_folded, row.id]);
  return { ...page, items: page.items.map(toAnswer) };
}

/** @throws AppError `programme_not_found` */
export async function requireProgramme(db: Kysely<Database>, id: string): Promise<Row> {
  const row = await db.selectFrom('programme').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('programme_not_found', `there is no programme ${id}`);
  return row;
}

function toAnswer({ id, name, tag, archived_at: archivedAt }: Row): ProgrammeAnswer {
  return { id, name, tag, archivedAt };
}
