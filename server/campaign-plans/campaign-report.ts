import type { CampaignReportAnswer } from '../../contract/http/campaign-plans.ts';
import { addUpPlans } from '../../core/campaign/campaign-plan.ts';
import { outcomeWords } from '../../core/campaign/outcome-words.ts';
import { airLines } from '../reports/air/air-lines.ts';
import { campaignsBeneath } from '../reports/air/campaigns-beneath.ts';
import type { AirQuery } from '../reports/air/cells.ts';
import { requireCampaign } from '../campaigns/require.ts';
import { among } from '../store/among.ts';
import { readPlans } from './plan-store.ts';

export interface CampaignReportQuery extends Omit<AirQuery, 'filter' | 'isFine'> {
  campaignId: string;
  from: string;
  to: string;
  now: number;
}

/**
 * What came of a campaign with everything beneath it; what was aired is counted where the person may read.
 * @throws AppError `campaign_not_found`
 */
export async function campaignReport(query: CampaignReportQuery): Promise<CampaignReportAnswer> {
  const { db, campaignId, from, to } = query;
  await requireCampaign(db, campaignId);
  const ids = await campaignsBeneath(db, campaignId);
  const outcome = addUpPlans(await readPlans(db, ids), { from, to });
  const filter = { from, to, campaignId };
  const air = await airLines({ ...query, filter, isFine: false, by: 'station' });
  const stations = air.items.map(({ key, name, requestedMs, heardMs }) => ({
    ...{ stationId: key ?? '', name: name ?? '', requestedMs, heardMs },
  }));
  const communes = stations.filter(({ heardMs }) => heardMs > 0).length;
  const { heardMs } = air.total;
  return {
    sentence: outcomeWords(outcome, { heardMs, communes }),
    campaigns: ids.length,
    ...outcome,
    materials: await countMaterials(db, ids),
    aired: { total: air.total, communes, stations, pending: air.pending },
  };
}

async function countMaterials(db: CampaignReportQuery['db'], campaignIds: readonly string[]) {
  const found = await db
    .selectFrom('campaign_material')
    .leftJoin('material_fetch', 'material_fetch.material_id', 'campaign_material.id')
    .select(({ fn }) => [
      fn.count<number>('campaign_material.id').distinct().as('count'),
      fn.count<number>('material_fetch.user_id').distinct().as('fetchedBy'),
    ])
    .where('campaign_id', 'in', among(campaignIds))
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return found;
}
