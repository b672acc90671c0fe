import type { Kysely } from 'kysely';
import { outageRoutes as contract } from '../../contract/http/outages.ts';
import type { Clock } from '../../runtime/clock.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Database } from '../store/schema.ts';
import { listOutages } from './list-outages.ts';

export function outageRoutes({ db, clock }: { db: Kysely<Database>; clock: Clock }): BoundRoute[] {
  return [
    handle(contract.list, async ({ principal }) => ({
      items: await listOutages(db, principal, clock.now()),
    })),
  ];
}
