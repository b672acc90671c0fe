import type { Transaction } from 'kysely';
import { afterFailure, closedCircuit, type Circuit } from '../../core/push/circuit.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';

/** How pushing to an endpoint goes at present. */
export async function circuitOf(trx: Transaction<Database>, endpointId: string): Promise<Circuit> {
  const row = await trx
    .selectFrom('push_circuit')
    .select(['failures', 'open_until as openUntil'])
    .where('endpoint_id', '=', endpointId)
    .executeTakeFirst();
  return row ?? closedCircuit;
}

/** As {@link circuitOf} for many; one that is closed is missing from the map. */
export async function circuitsOf(
  trx: Transaction<Database>,
  endpointIds: readonly string[],
): Promise<Map<string, Circuit>> {
  const rows = await trx
    .selectFrom('push_circuit')
    .select(['endpoint_id', 'failures', 'open_until as openUntil'])
    .where('endpoint_id', 'in', among(endpointIds))
    .execute();
  return new Map(rows.map(({ endpoint_id: id, ...circuit }) => [id, circuit]));
}

/** Counts a failure and gives what that makes of it. */
export async function countFailure(
  trx: Transaction<Database>,
  endpointId: string,
  { now, random }: { now: number; random: number },
): Promise<Circuit> {
  const circuit = afterFailure(await circuitOf(trx, endpointId), now, random);
  const row = { failures: circuit.failures, open_until: circuit.openUntil };
  await trx
    .insertInto('push_circuit')
    .values({ endpoint_id: endpointId, ...row })
    .onConflict((conflict) => conflict.column('endpoint_id').doUpdateSet(row))
    .execute();
  return circuit;
}

/** The endpoints answered. */
export async function closeCircuits(
  trx: Transaction<Database>,
  endpointIds: readonly string[],
): Promise<void> {
  await trx.deleteFrom('push_circuit').where('endpoint_id', 'in', among(endpointIds)).execute();
}
