import { airReportRoutes as air } from '../../contract/http/air-report.ts';
import { occurrenceRoutes as contract } from '../../contract/http/occurrences.ts';
import { reportRoutes as sums } from '../../contract/http/reports.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Asker } from '../questions/ask-aside.ts';
import type { AirSumsKeeper } from './air/keep-sums.ts';
import { requireWeek, requireYear } from './local-days.ts';

export interface ReportRoutesDeps {
  asker: Asker;
  airSums: AirSumsKeeper;
}

// A station's week and a district's morning are summed up before somebody looks at them; what is more is
// summed up meanwhile, and counted as pending.
const caughtUp = 40;

export function reportRoutes({ asker, airSums }: ReportRoutesDeps): BoundRoute[] {
  return [
    handle(contract.asRun, async ({ principal, query }) => {
      requireWeek(query);
      return await asker.ask('asRun', { principal, query });
    }),
    handle(sums.plays, async ({ principal, query }) => {
      requireYear(query);
      return await asker.ask('plays', { principal, query });
    }),
    handle(air.lines, async ({ principal, query }) => {
      requireYear(query);
      await airSums.catchUp({ limit: caughtUp, days: query });
      return await asker.ask('airLines', { principal, query });
    }),
    handle(air.rows, async ({ principal, query }) => {
      requireYear(query);
      await airSums.catchUp({ limit: caughtUp, days: query });
      return await asker.ask('airRows', { principal, query });
    }),
  ];
}
