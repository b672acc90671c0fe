import { campaignPlanRoutes as contract } from '../../contract/http/campaign-plans.ts';
import type { OutcomeDays } from '../../core/campaign/campaign-plan.ts';
import { AppError } from '../../runtime/error.ts';
import { handle, handleUpload, type BoundRoute } from '../http/handler.ts';
import { sendSpelt } from '../office/send-spelt.ts';
import type { Asker } from '../questions/ask-aside.ts';
import { caughtUp, type AirSumsKeeper } from '../reports/air/keep-sums.ts';
import { requireYear } from '../reports/local-days.ts';
import { allDays } from './campaign-report.ts';
import { addMaterial, fetchMaterial, removeMaterial, type MaterialsDeps } from './materials.ts';
import { readPlan, writePlan, type PlanDeps } from './plan-store.ts';

export interface CampaignPlanRoutesDeps extends PlanDeps, MaterialsDeps {
  asker: Asker;
  airSums: AirSumsKeeper;
  zone: string;
}

export function campaignPlanRoutes(deps: CampaignPlanRoutesDeps): BoundRoute[] {
  const { db, asker, airSums, zone } = deps;
  return [
    handle(contract.get, ({ params: { id } }) => readPlan(db, id)),
    handle(contract.put, ({ principal, params: { id }, body }) =>
      writePlan(deps, principal, id, body),
    ),
    handleUpload(contract.addMaterial, async ({ principal, params: { id }, request }) => {
      await addMaterial(deps, principal, id, request);
      return readPlan(db, id);
    }),
    handle(contract.removeMaterial, async ({ principal, params: { id, materialId } }) => {
      await removeMaterial(deps, principal, { campaignId: id, id: materialId });
      return readPlan(db, id);
    }),
    handle(contract.fetchMaterial, ({ principal, params: { id, materialId }, response }) =>
      fetchMaterial(deps, principal, { campaignId: id, id: materialId }, response),
    ),
    handle(contract.report, async ({ principal, params: { id: campaignId }, query }) => {
      const days = askedDays(query);
      await airSums.catchUp({ limit: caughtUp, days: days ?? allDays });
      return await asker.ask('campaignReport', { principal, query: { days, campaignId } });
    }),
    handle(contract.paper, async ({ principal, params: { id: campaignId }, query, response }) => {
      const days = askedDays(query);
      const { format } = query;
      await airSums.catchUp({ limit: caughtUp, days: days ?? allDays });
      const asked = { principal, query: { days, campaignId, format }, zone };
      const spelt = await asker.ask('campaignPaper', asked);
      const fileName = `bao-cao-dot-tuyen-truyen-${days?.from ?? 'ca-thoi-gian'}`;
      sendSpelt(response, spelt, { format, fileName });
    }),
  ];
}

/** @throws AppError `query_invalid` unless both ends are given or none, and a year at most lies between */
function askedDays({
  from,
  to,
}: {
  from?: string | undefined;
  to?: string | undefined;
}): OutcomeDays {
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined || to === undefined)
    throw new AppError('query_invalid', 'ask for a first and a last day, or for neither');
  requireYear({ from, to });
  return { from, to };
}
