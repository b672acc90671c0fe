import { sql, type Kysely, type Transaction } from 'kysely';
import type { CampaignAnswer } from '../../contract/http/campaigns.ts';
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
import { requireCampaign } from './require.ts';

type Row = Database['campaign'];
type Trx = Transaction<Database>;

export interface NewCampaign {
  name: string;
  parentId?: string | null | undefined;
}

export interface CampaignPatch {
  name?: string | undefined;
  parentId?: string | null | undefined;
  isArchived?: boolean | undefined;
}

/** Campaigns belong to no area; they nest as deep as somebody wishes. */
export interface CampaignsService {
  list(query: PageQuery & { q?: string | undefined }): Promise<Page<CampaignAnswer>>;
  /** @throws AppError `campaign_taken`, `campaign_not_found` */
  create(principal: Principal, given: NewCampaign): Promise<CampaignAnswer>;
  /** @throws AppError `campaign_taken`, `campaign_not_found`, `campaign_nested` */
  update(principal: Principal, id: string, patch: CampaignPatch): Promise<CampaignAnswer>;
}

export interface CampaignsDeps {
  db: Kysely<Database>;
  clock: Clock;
}

export function createCampaignsService(deps: CampaignsDeps): CampaignsService {
  return {
    list: async (query) => {
      const page = await listByName(deps.db, 'campaign', query);
      return { ...page, items: page.items.map(toAnswer) };
    },
    create: (principal, given) => create(deps, principal, given),
    update: (principal, id, patch) => update(deps, principal, id, patch),
  };
}

async function create(
  { db, clock }: CampaignsDeps,
  principal: Principal,
  { name, parentId = null }: NewCampaign,
): Promise<CampaignAnswer> {
  const made = { id: newId(clock), name, name_folded: fold(name), created_at: clock.now() };
  const row: Row = { ...made, parent_id: parentId, archived_at: null };
  await db.transaction().execute(async (trx) => {
    await requireFree(trx, name, row.id);
    if (parentId !== null) await requireCampaign(trx, parentId);
    await trx.insertInto('campaign').values(row).execute();
    const entry = { clock, userId: principal.userId, subject: row.id, areaId: null };
    await recordAudit(trx, { ...entry, action: 'campaign.create', detail: { name, parentId } });
  });
  return toAnswer(row);
}

async function update(
  deps: CampaignsDeps,
  principal: Principal,
  id: string,
  patch: CampaignPatch,
): Promise<CampaignAnswer> {
  const { db, clock } = deps;
  const { name, parentId, isArchived } = patch;
  const { row, isRenamed } = await db.transaction().execute(async (trx) => {
    const before = await requireCampaign(trx, id);
    if (name !== undefined) await requireFree(trx, name, id);
    if (typeof parentId === 'string') await requireOutside(trx, id, parentId);
    const after: Row = {
      ...before,
      ...(name === undefined ? {} : { name, name_folded: fold(name) }),
      ...(parentId === undefined ? {} : { parent_id: parentId }),
      archived_at: archivedAt(before, isArchived, clock),
    };
    await trx.updateTable('campaign').set(after).where('id', '=', id).execute();
    const entry = { clock, userId: principal.userId, subject: id, areaId: null };
    await recordAudit(trx, { ...entry, action: 'campaign.update', detail: { ...patch } });
    return { row: after, isRenamed: after.name !== before.name };
  });
  if (isRenamed) await reindexFiledUnder(deps, 'campaign_id', id);
  return toAnswer(row);
}

function archivedAt(before: Row, isArchived: boolean | undefined, clock: Clock): number | null {
  if (isArchived === undefined) return before.archived_at;
  return isArchived ? (before.archived_at ?? clock.now()) : null;
}

/** A campaign is not beneath itself. @throws AppError `campaign_not_found`, `campaign_nested` */
async function requireOutside(trx: Trx, id: string, parentId: string): Promise<void> {
  await requireCampaign(trx, parentId);
  const { rows } = await sql<{ id: string }>`
    with recursive above(id, parent_id) as (
      select id, parent_id from campaign where id = ${parentId}
      union select campaign.id, campaign.parent_id from campaign
        join above on campaign.id = above.parent_id)
    select id from above where id = ${id}`.execute(trx);
  if (rows.length > 0) throw new AppError('campaign_nested', 'it would be beneath itself');
}

async function requireFree(trx: Trx, name: string, id: string): Promise<void> {
  const taken = await trx
    .selectFrom('campaign')
    .select('id')
    .where('name', '=', name)
    .where('id', '<>', id)
    .executeTakeFirst();
  if (taken) throw new AppError('campaign_taken', `there is a campaign ${name} already`);
}

function toAnswer({ id, name, parent_id, archived_at }: Row): CampaignAnswer {
  return { id, name, parentId: parent_id, archivedAt: archived_at };
}
