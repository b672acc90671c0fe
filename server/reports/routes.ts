import type { Kysely } from 'kysely';
import { occurrenceRoutes as contract } from '../../contract/http/occurrences.ts';
import { reportRoutes as sums } from '../../contract/http/reports.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Access } from '../access/access.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Database } from '../store/schema.ts';
import { isBeneathOnDay, isInScopeOnDay, type DatedRow } from '../territory/beneath-on-day.ts';
import { asRun } from './as-run.ts';
import { requireWeek, requireYear } from './local-days.ts';
import { playSums } from './play-sums.ts';

export interface ReportRoutesDeps {
  db: Kysely<Database>;
  access: Access;
  clock: Clock;
}

/** Each day is told by the areas, stations and places of that day: what changes later does not change it. */
export function reportRoutes({ db, access, clock }: ReportRoutesDeps): BoundRoute[] {
  return [
    handle(contract.asRun, async ({ principal, query }) => {
      requireWeek(query);
      const tree = await access.tree();
      const isMeant = (row: DatedRow) =>
        isInScopeOnDay(tree, { principal, action: 'read' }, query, row);
      return { items: await asRun(db, { ...query, isMeant }, clock.now()) };
    }),
    handle(sums.plays, async ({ principal, query: { areaId, ...query } }) => {
      requireYear(query);
      const tree = await access.tree();
      const isMeant = (row: DatedRow) => [
        isInScopeOnDay(tree, { principal, action: 'read' }, query, row),
        ...(areaId === undefined ? [] : [isBeneathOnDay(tree, [areaId], query, row)]),
      ];
      return await playSums(db, { ...query, isMeant, areas: tree.on(query.to) });
    }),
  ];
}
