import type { Kysely } from 'kysely';
import { occurrenceRoutes as contract } from '../../contract/http/occurrences.ts';
import type { Clock } from '../../runtime/clock.ts';
import { areaScope } from '../access/area-scope.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Database } from '../store/schema.ts';
import { asRun } from './as-run.ts';
import { requireWeek } from './local-days.ts';

export function reportRoutes({ db, clock }: { db: Kysely<Database>; clock: Clock }): BoundRoute[] {
  return [
    handle(contract.asRun, async ({ principal, query }) => {
      requireWeek(query);
      const areas = areaScope(principal, 'read');
      return { items: await asRun(db, { ...query, areas }, clock.now()) };
    }),
  ];
}
