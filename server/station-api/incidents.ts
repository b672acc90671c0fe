import type { Kysely } from 'kysely';
import type { IncidentRecord } from '../../contract/station/exchange.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';

/** Keeps what an endpoint refused or could not do; gives the ids that are kept, new or not. */
export async function keepIncidents(
  { db, clock }: { db: Kysely<Database>; clock: Clock },
  endpointId: string,
  incidents: readonly IncidentRecord[],
): Promise<string[]> {
  if (incidents.length === 0) return [];
  await db
    .insertInto('incident')
    .values(
      incidents.map(({ id, at, what, code, detail }) => ({
        id,
        endpoint_id: endpointId,
        at,
        what,
        code,
        detail,
        received_at: clock.now(),
      })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return incidents.map(({ id }) => id);
}
