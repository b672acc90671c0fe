import { royaltyRoutes as contract } from '../../contract/http/royalties.ts';
import { periodEnd } from '../../core/report/air-group.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { sendSpelt } from '../office/send-spelt.ts';
import { caughtUp, type AirSumsKeeper } from '../reports/air/keep-sums.ts';
import { requireYear } from '../reports/local-days.ts';
import { closeMonth, reopenMonth, type ClosingsDeps } from './closings.ts';
import { addRate, changeRate, listRates, removeRate, type RatesDeps } from './rates.ts';

export interface RoyaltyRoutesDeps extends RatesDeps, ClosingsDeps {
  airSums: AirSumsKeeper;
}

export function royaltyRoutes(deps: RoyaltyRoutesDeps): BoundRoute[] {
  const { asker, airSums, zone } = deps;
  return [
    handle(contract.rates, async ({ principal, query: { areaId } }) => ({
      items: await listRates(deps, principal, areaId),
    })),
    handle(contract.addRate, ({ principal, body }) => addRate(deps, principal, body)),
    handle(contract.changeRate, ({ principal, params: { id }, body }) =>
      changeRate(deps, principal, id, body),
    ),
    handle(contract.removeRate, async ({ principal, params: { id } }) => {
      await removeRate(deps, principal, id);
      return null;
    }),
    handle(contract.close, async ({ principal, body }) => {
      const days = { from: body.month, to: periodEnd('month', body.month) };
      await airSums.catchUp({ limit: caughtUp, days });
      return closeMonth(deps, principal, body);
    }),
    handle(contract.reopen, async ({ principal, params: { id } }) => {
      await reopenMonth(deps, principal, id);
      return null;
    }),
    handle(contract.lines, async ({ principal, query }) => {
      requireYear(query);
      await airSums.catchUp({ limit: caughtUp, days: query });
      return await asker.ask('royaltyLines', { principal, query, zone });
    }),
    handle(contract.rows, async ({ principal, query }) => {
      requireYear(query);
      await airSums.catchUp({ limit: caughtUp, days: query });
      return await asker.ask('royaltyRows', { principal, query, zone });
    }),
    handle(contract.paper, async ({ principal, query, response }) => {
      requireYear(query);
      const { format, from } = query;
      await airSums.catchUp({ limit: caughtUp, days: query });
      const spelt = await asker.ask('royaltyPaper', { principal, query, zone });
      sendSpelt(response, spelt, { format, fileName: `bang-ke-nhuan-but-${from}` });
    }),
  ];
}
