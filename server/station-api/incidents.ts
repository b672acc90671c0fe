import type { Kysely, Transaction } from 'kysely';
import type { IncidentRecord } from '../../contract/station/exchange.ts';
import type { Clock } from '../../runtime/clock.ts';
import { gather } from '../../runtime/gather.ts';
import type { Database } from '../store/schema.ts';
import { timedTransaction } from '../store/timed-transaction.ts';

/** Keeps what an endpoint refused or could not do; gives the ids that are kept, new or not. */
export type KeepIncidents = (
  endpointId: string,
  incidents: readonly IncidentRecord[],
) => Promise<string[]>;

interface Sending {
  endpointId: string;
  incidents: readonly IncidentRecord[];
}

const aimMs = 15;
// Seven values a row, and SQLite takes 32,766.
const batch = 2_000;

/** What endpoints send at about the same time goes into one transaction. */
export function createKeepIncidents(deps: { db: Kysely<Database>; clock: Clock }): KeepIncidents {
  const { clock } = deps;
  const keep = gather<Sending, true>({
    together: (sendings) =>
      timedTransaction(deps, async (trx) => {
        await insert(trx, sendings, clock.now());
        return sendings.map(() => true as const);
      }),
    sizeOf: ({ incidents }) => incidents.length,
    aimMs,
    clock,
  });
  return async (endpointId, incidents) => {
    if (incidents.length === 0) return [];
    await keep({ endpointId, incidents });
    return incidents.map(({ id }) => id);
  };
}

async function insert(
  trx: Transaction<Database>,
  sendings: readonly Sending[],
  now: number,
): Promise<void> {
  const rows = sendings.flatMap(({ endpointId, incidents }) =>
    incidents.map(({ id, at, what, code, detail }) => ({
      ...{ id, endpoint_id: endpointId, at, what, code, detail },
      received_at: now,
    })),
  );
  for (let from = 0; from < rows.length; from += batch)
    await trx
      .insertInto('incident')
      .values(rows.slice(from, from + batch))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
}
