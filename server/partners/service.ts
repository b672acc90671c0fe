import type { Kysely, Transaction } from 'kysely';
import type { PartnerAnswer } from '../../contract/http/partners.ts';
import { fold } from '../../core/text/fold.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { reindexFiledUnder } from '../recordings/reindex.ts';
import type { Page, PageQuery } from '../store/keyset.ts';
import { listByName } from '../store/name-list.ts';
import type { Database } from '../store/schema.ts';
import { requirePartner } from './require.ts';

type Row = Database['partner'];

export interface PartnerPatch {
  name?: string | undefined;
  isArchived?: boolean | undefined;
}

/** Partners belong to no area: everybody works with the same. */
export interface PartnersService {
  list(query: PageQuery & { q?: string | undefined }): Promise<Page<PartnerAnswer>>;
  /** @throws AppError `partner_taken` */
  create(principal: Principal, given: { name: string }): Promise<PartnerAnswer>;
  /** @throws AppError `partner_not_found`, `partner_taken` */
  update(principal: Principal, id: string, patch: PartnerPatch): Promise<PartnerAnswer>;
}

export interface PartnersDeps {
  db: Kysely<Database>;
  clock: Clock;
}

export function createPartnersService(deps: PartnersDeps): PartnersService {
  return {
    list: async (query) => {
      const page = await listByName(deps.db, 'partner', query);
      return { ...page, items: page.items.map(toAnswer) };
    },
    create: (principal, given) => create(deps, principal, given.name),
    update: (principal, id, patch) => update(deps, principal, id, patch),
  };
}

async function create(
  { db, clock }: PartnersDeps,
  principal: Principal,
  name: string,
): Promise<PartnerAnswer> {
  const made = { id: newId(clock), name, name_folded: fold(name), created_at: clock.now() };
  const row: Row = { ...made, archived_at: null };
  await db.transaction().execute(async (trx) => {
    await requireFree(trx, name, row.id);
    await trx.insertInto('partner').values(row).execute();
    const entry = { clock, userId: principal.userId, subject: row.id, areaId: null };
    await recordAudit(trx, { ...entry, action: 'partner.create', detail: { name } });
  });
  return toAnswer(row);
}

async function update(
  deps: PartnersDeps,
  principal: Principal,
  id: string,
  { name, isArchived }: PartnerPatch,
): Promise<PartnerAnswer> {
  const { db, clock } = deps;
  const { row, isRenamed } = await db.transaction().execute(async (trx) => {
    const before = await requirePartner(trx, id);
    if (name !== undefined) await requireFree(trx, name, id);
    const named = name === undefined ? {} : { name, name_folded: fold(name) };
    const after: Row = { ...before, ...named, archived_at: archivedAt(before, isArchived, clock) };
    await trx.updateTable('partner').set(after).where('id', '=', id).execute();
    const entry = { clock, userId: principal.userId, subject: id, areaId: null };
    await recordAudit(trx, { ...entry, action: 'partner.update', detail: { name, isArchived } });
    return { row: after, isRenamed: after.name !== before.name };
  });
  if (isRenamed) await reindexFiledUnder(deps, 'partner_id', id);
  return toAnswer(row);
}

function archivedAt(before: Row, isArchived: boolean | undefined, clock: Clock): number | null {
  if (isArchived === undefined) return before.archived_at;
  return isArchived ? (before.archived_at ?? clock.now()) : null;
}

async function requireFree(trx: Transaction<Database>, name: string, id: string): Promise<void> {
  const taken = await trx
    .selectFrom('partner')
    .select('id')
    .where('name', '=', name)
    .where('id', '<>', id)
    .executeTakeFirst();
  if (taken) throw new AppError('partner_taken', `there is a partner ${name} already`);
}

function toAnswer({ id, name, archived_at }: Row): PartnerAnswer {
  return { id, name, archivedAt: archived_at };
}
