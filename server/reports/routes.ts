import { airReportRoutes as air } from '../../contract/http/air-report.ts';
import { occurrenceRoutes as contract } from '../../contract/http/occurrences.ts';
import { reportRoutes as sums } from '../../contract/http/reports.ts';
import type { Kysely } from 'kysely';
import type { Access } from '../access/access.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Asker } from '../questions/ask-aside.ts';
import { caughtUp, type AirSumsKeeper } from './air/keep-sums.ts';
import type { Database } from '../store/schema.ts';
import { requireStation } from '../stations/service.ts';
import { sendSpelt } from '../office/send-spelt.ts';
import { requireWeek, requireYear } from './local-days.ts';

export interface ReportRoutesDeps {
  db: Kysely<Database>;
  access: Access;
  asker: Asker;
  airSums: AirSumsKeeper;
  /** In which papers are dated. */
  zone: string;
}

export function reportRoutes({ db, access, asker, airSums, zone }: ReportRoutesDeps): BoundRoute[] {
  return [
    handle(contract.asRun, async ({ principal, query }) => {
      requireWeek(query);
      return await asker.ask('asRun', { principal, query });
    }),
    handle(contract.tally, async ({ principal, query }) => {
      requireWeek(query);
      return await asker.ask('asRunTally', { principal, query });
    }),
    handle(contract.occasions, async ({ principal, query }) => {
      requireWeek(query);
      return await asker.ask('occasions', { principal, query });
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
    handle(air.paper, async ({ principal, query, response }) => {
      requireYear(query);
      const { format, from } = query;
      await airSums.catchUp({ limit: caughtUp, days: query });
      const spelt = await asker.ask('airPaper', { principal, query, zone });
      sendSpelt(response, spelt, { format, fileName: `bao-cao-phat-thanh-${from}` });
    }),
    handle(air.log, async ({ principal, query, response }) => {
      const { format, month, stationId } = query;
      const { areaId } = await requireStation(db, stationId);
      await access.require(principal, 'read', areaId);
      const spelt = await asker.ask('stationLog', query);
      sendSpelt(response, spelt, { format, fileName: `so-nhat-ky-phat-thanh-${month}` });
    }),
  ];
}
