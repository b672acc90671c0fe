import type { Kysely, Transaction } from 'kysely';
import {
  campaignPlan,
  type CampaignPlanAnswer,
  type PlanContent,
} from '../../contract/http/campaign-plans.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import { requireCampaign } from '../campaigns/require.ts';
import type { Principal } from '../http/principal.ts';
import { requirePartner } from '../partners/require.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { materialsOf } from './materials.ts';

export interface PlanDeps {
  db: Kysely<Database>;
  access: Access;
  clock: Clock;
}

type Row = Database['campaign_plan'];

const nothing: PlanContent = {
  ...{ kind: 'other', year: null, lead: null, leadAreaId: null, partnerIds: [] },
  funds: { central: { planned: 0, spent: 0 }, counterpart: { planned: 0, spent: 0 } },
  ...{ targets: [], events: [] },
};

/** @throws AppError `campaign_not_found` */
export async function readPlan(db: Kysely<Database>, id: string): Promise<CampaignPlanAnswer> {
  await requireCampaign(db, id);
  const [{ plan } = { plan: null }] = await readPlans(db, [id]);
  const materials = await materialsOf(db, id);
  return { ...(plan ?? { ...nothing, version: 0 }), materials };
}

export interface PlanOf {
  campaignId: string;
  campaignName: string;
  plan: PlanContent & { version: number };
}

/** Plans of those campaigns that have one, in the order that is given. */
export async function readPlans(db: Kysely<Database>, ids: readonly string[]): Promise<PlanOf[]> {
  const rows = await db
    .selectFrom('campaign_plan')
    .innerJoin('campaign', 'campaign.id', 'campaign_plan.campaign_id')
    .selectAll('campaign_plan')
    .select('campaign.name')
    .where('campaign_id', 'in', among(ids))
    .execute();
  const place = new Map(ids.map((id, index) => [id, index]));
  return rows
    .sort((a, b) => (place.get(a.campaign_id) ?? 0) - (place.get(b.campaign_id) ?? 0))
    .map(({ name, ...row }) => ({
      ...{ campaignId: row.campaign_id, campaignName: name, plan: toPlan(row) },
    }));
}

function toPlan(row: Row): PlanContent & { version: number } {
  const read = (text: string) => JSON.parse(text) as unknown;
  const { materials: _, ...plan } = campaignPlan.parse({
    ...{ kind: row.kind, year: row.year, lead: row.lead, leadAreaId: row.lead_area_id },
    version: row.version,
    ...{ partnerIds: read(row.partner_ids), funds: read(row.funds), targets: read(row.targets) },
    ...{ events: read(row.events), materials: [] },
  });
  return plan;
}

/** @throws AppError `campaign_not_found`, `campaign_changed`, `area_not_found`, `partner_not_found` */
export async function writePlan(
  { db, access, clock }: PlanDeps,
  principal: Principal,
  id: string,
  { version, ...content }: PlanContent & { version: number },
): Promise<CampaignPlanAnswer> {
  const { leadAreaId, partnerIds } = content;
  if (leadAreaId !== null && !(await access.areas()).has(leadAreaId))
    throw new AppError('area_not_found', `there is no area ${leadAreaId}`);
  await db.transaction().execute(async (trx) => {
    await requireCampaign(trx, id);
    for (const partnerId of partnerIds) await requirePartner(trx, partnerId);
    await requireVersion(trx, id, version);
    const row: Row = {
      ...{ campaign_id: id, kind: content.kind, lead: content.lead, lead_area_id: leadAreaId },
      // Programmes and projects have several years.
      year: content.kind === 'year_plan' ? content.year : null,
      partner_ids: JSON.stringify([...new Set(partnerIds)]),
      funds: JSON.stringify(content.funds),
      targets: JSON.stringify(content.targets),
      events: JSON.stringify(content.events),
      ...{ version: version + 1, changed_by: principal.userId, changed_at: clock.now() },
    };
    await trx
      .insertInto('campaign_plan')
      .values(row)
      .onConflict((conflict) => conflict.column('campaign_id').doUpdateSet(row))
      .execute();
    const audit = {
      userId: principal.userId,
      action: 'campaign.plan' as const,
      subject: id,
      areaId: null,
    };
    await recordAudit(trx, { clock, ...audit, detail: { version: version + 1 } });
  });
  return readPlan(db, id);
}

async function requireVersion(
  trx: Transaction<Database>,
  id: string,
  version: number,
): Promise<void> {
  const kept = await trx
    .selectFrom('campaign_plan')
    .select('version')
    .where('campaign_id', '=', id)
    .executeTakeFirst();
  if ((kept?.version ?? 0) === version) return;
  throw new AppError('campaign_changed', `it is at version ${kept?.version ?? 0} by now`);
}
