import type { Kysely } from 'kysely';
import { occurrenceRoutes as contract } from '../../contract/http/occurrences.ts';
import { reportRoutes as sums } from '../../contract/http/reports.ts';
import type { Clock } from '../../runtime/clock.ts';
import { areaScope, areasBeneath } from '../access/area-scope.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Database } from '../store/schema.ts';
import { asRun } from './as-run.ts';
import { requireWeek, requireYear } from './local-days.ts';
import { playSums } from './play-sums.ts';

export function reportRoutes({ db, clock }: { db: Kysely<Database>; clock: Clock }): BoundRoute[] {
  return [
    handle(contract.asRun, async ({ principal, query }) => {
      requireWeek(query);
      const areas = areaScope(principal, 'read');
      return { items: await asRun(db, { ...query, areas }, clock.now()) };
    }),
    handle(sums.plays, async ({ principal, query: { areaId, ...query } }) => {
      requireYear(query);
      const own = areaScope(principal, 'read');
      const areas = areaId === undefined ? [own] : [own, areasBeneath([areaId])];
      return await playSums(db, { ...query, areas });
    }),
  ];
}
