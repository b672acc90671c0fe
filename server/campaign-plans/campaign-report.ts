import type { CampaignReportAnswer } from '../../contract/http/campaign-plans.ts';
import { campaignOutcome } from '../../core/campaign/campaign-outcome.ts';
import { isHeldIn, planScope, type OutcomeDays } from '../../core/campaign/campaign-plan.ts';
import type { CampaignBranch } from '../../core/campaign/nested-means.ts';
import { outcomeWords } from '../../core/campaign/outcome-words.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { airLines } from '../reports/air/air-lines.ts';
import { campaignsBeneath } from '../reports/air/campaigns-beneath.ts';
import type { AirQuery } from '../reports/air/cells.ts';
import { requireCampaign } from '../campaigns/require.ts';
import { among } from '../store/among.ts';
import { readPlans, type PlanOf } from './plan-store.ts';

export interface CampaignReportQuery extends Omit<AirQuery, 'filter' | 'isFine'> {
  campaignId: string;
  days: OutcomeDays;
  now: number;
}

/** Before and behind everything that is aired. */
export const allDays = { from: '2000-01-01', to: '2100-12-31' };

/**
 * What came of a campaign with everything beneath it; what was aired is counted where the person may read.
 * @throws AppError `campaign_not_found`
 */
export async function campaignReport(query: CampaignReportQuery): Promise<CampaignReportAnswer> {
  const { db, campaignId, days } = query;
  await requireCampaign(db, campaignId);
  const ids = await campaignsBeneath(db, campaignId);
  const plans = await readPlans(db, ids);
  const outcome = campaignOutcome(await branchOf(query, { ids, plans }), days);
  const aired = await airedOf(query);
  const { communes } = aired;
  const { heardMs } = aired.total;
  return {
    sentence: outcomeWords(outcome, { heardMs, communes }, { isAllTime: days === undefined }),
    campaigns: ids.length,
    ...outcome,
    plans: await namedPlans(query, plans),
    held: heldEvents(plans, days),
    ...(await countMaterials(db, ids)),
    aired,
  };
}

async function branchOf(
  { db, campaignId }: CampaignReportQuery,
  { ids, plans }: { ids: readonly string[]; plans: readonly PlanOf[] },
): Promise<CampaignBranch> {
  const rows = await db
    .selectFrom('campaign')
    .select(['id', 'name', 'parent_id'])
    .where('id', 'in', among(ids))
    .orderBy('name')
    .orderBy('id')
    .execute();
  const planOf = new Map(plans.map((one) => [one.campaignId, one.plan]));
  const nested = groupRows(rows, ({ parent_id }) => parent_id ?? '');
  const branch = ({ id, name }: { id: string; name: string }): CampaignBranch => ({
    ...{ campaignId: id, campaignName: name, plan: planOf.get(id) ?? null },
    beneath: (nested.get(id) ?? []).map(branch),
  });
  return branch({ id: campaignId, name: rows.find(({ id }) => id === campaignId)?.name ?? '' });
}

async function airedOf(query: CampaignReportQuery): Promise<CampaignReportAnswer['aired']> {
  const { campaignId, days } = query;
  const asked = { ...query, filter: { ...(days ?? allDays), campaignId }, isFine: false };
  const air = await airLines({ ...asked, by: 'station' });
  const stations = air.items.map(({ key, name, requestedMs, heardMs }) => ({
    ...{ stationId: key ?? '', name: name ?? '', requestedMs, heardMs },
  }));
  const years = days ? [] : (await airLines({ ...asked, by: 'year' })).items;
  return {
    ...{ total: air.total, stations, pending: air.pending },
    communes: stations.filter(({ heardMs }) => heardMs > 0).length,
    years: years.map(({ key, requestedMs, heardMs }) => ({
      ...{ year: Number((key ?? '').slice(0, 4)), requestedMs, heardMs },
    })),
  };
}

async function namedPlans(
  { db, days }: CampaignReportQuery,
  plans: readonly PlanOf[],
): Promise<CampaignReportAnswer['plans']> {
  const asked = [...new Set(plans.flatMap(({ plan }) => plan.partnerIds))];
  const partners = await db
    .selectFrom('partner')
    .select(['id', 'name'])
    .where('id', 'in', among(asked))
    .execute();
  const names = new Map(partners.map(({ id, name }) => [id, name]));
  return plans.map(({ campaignId, campaignName, plan }) => {
    const { partnerIds, events: _events, version: _version, ...content } = plan;
    return {
      ...{ campaignId, campaignName, ...content, scope: planScope(plan, days) },
      partners: partnerIds.flatMap((id) => names.get(id) ?? []),
    };
  });
}

function heldEvents(plans: readonly PlanOf[], days: OutcomeDays): CampaignReportAnswer['held'] {
  return plans
    .flatMap(({ campaignId, campaignName, plan }) =>
      plan.events
        .filter((event) => isHeldIn(event, days))
        .map((event) => ({ ...event, campaignId, campaignName })),
    )
    .sort((a, b) => order(a.date, b.date));
}

function order(a: LocalDate, b: LocalDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function countMaterials(
  db: CampaignReportQuery['db'],
  campaignIds: readonly string[],
): Promise<Pick<CampaignReportAnswer, 'materials' | 'documents'>> {
  const documents = await db
    .selectFrom('campaign_material as material')
    .innerJoin('campaign', 'campaign.id', 'material.campaign_id')
    .leftJoin('material_fetch', 'material_fetch.material_id', 'material.id')
    .select(['campaign.id as campaignId', 'campaign.name as campaignName', 'material.title'])
    .select(({ fn }) => fn.count<number>('material_fetch.user_id').as('fetchedBy'))
    .where('material.campaign_id', 'in', among(campaignIds))
    .where('removed_at', 'is', null)
    .groupBy('material.id')
    .orderBy('material.uploaded_at')
    .execute();
  const { fetchedBy } = await db
    .selectFrom('campaign_material as material')
    .innerJoin('material_fetch', 'material_fetch.material_id', 'material.id')
    .select(({ fn }) => fn.count<number>('material_fetch.user_id').distinct().as('fetchedBy'))
    .where('material.campaign_id', 'in', among(campaignIds))
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return { materials: { count: documents.length, fetchedBy }, documents };
}
