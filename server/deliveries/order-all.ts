import { sql, type Transaction } from 'kysely';
import type { Priority } from '../../contract/jobs.ts';
import { allowedAt, closedCircuit } from '../../core/push/circuit.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Signer } from '../../runtime/crypto.ts';
import { newId } from '../../runtime/id.ts';
import { ensureAll } from '../jobs/work.ts';
import { among } from '../store/among.ts';
import { manyRows } from '../store/many-rows.ts';
import type { Database } from '../store/schema.ts';
import { circuitsOf } from './circuits.ts';
import { endDeliveries } from './end-deliveries.ts';
import type { PackedParcel } from './pack.ts';
import { signedPush } from './push-order.ts';

const dayMs = 86_400_000;
const columns = ['id', 'endpoint_id', 'head_sequence', 'state', 'attempts', 'until', 'at'] as const;

/** Writes down a delivery of each, with the work for it; what is still under way for those endpoints ends. */
export async function orderAll(
  trx: Transaction<Database>,
  { signer, clock }: { signer: Signer; clock: Clock },
  given: { parcels: readonly PackedParcel[]; priority: Priority; isAgain: boolean },
): Promise<void> {
  const { priority } = given;
  const now = clock.now();
  const parcels = await withoutOutrun(trx, given);
  if (parcels.length === 0) return;
  const endpointIds = parcels.map(({ endpointId }) => endpointId);
  await endDeliveries(trx, { endpointIds, reason: 'superseded', clock });
  const circuits = await circuitsOf(trx, endpointIds);
  const ordered = parcels.map((parcel) => ({ ...parcel, id: newId(clock) }));
  const rows = ordered.map(({ id, endpointId, sequence }) => ({
    ...{ id, endpoint_id: endpointId, head_sequence: sequence, state: 'due', attempts: 0, at: now },
    // By then the next evening's push has come.
    until: now + dayMs,
  }));
  await sql`insert into delivery ${manyRows(columns, rows)}`.execute(trx);
  const requests = ordered.map(({ id, endpointId, order }) => {
    // Where all failed lately, the first one to go out is a try.
    const due = allowedAt(circuits.get(endpointId) ?? closedCircuit, now);
    const payload = signedPush(order, { signer, clock, due });
    return { kind: 'push' as const, subject: id, payload, clock, due, priority };
  });
  await ensureAll(trx, requests);
}

/**
 * Without those that an urgent push overtook while they were packed: their head, or a newer one, is under way or
 * was delivered. What `isAgain` goes out also where it was delivered.
 */
async function withoutOutrun(
  trx: Transaction<Database>,
  { parcels, isAgain }: { parcels: readonly PackedParcel[]; isAgain: boolean },
): Promise<PackedParcel[]> {
  const endpointIds = parcels.map(({ endpointId }) => endpointId);
  const oldest = Math.min(...parcels.map(({ sequence }) => sequence));
  const pushes = await trx
    .selectFrom('delivery')
    .select(['endpoint_id', 'head_sequence'])
    .where('endpoint_id', 'in', among(endpointIds))
    .where('head_sequence', '>=', oldest)
    .$if(isAgain, (all) => all.where('state', 'in', ['due', 'sent', 'failed']))
    .execute();
  const newest = new Map<string, number>();
  for (const { endpoint_id: id, head_sequence: sequence } of pushes)
    newest.set(id, Math.max(newest.get(id) ?? -1, sequence));
  return parcels.filter(({ endpointId, sequence }) => (newest.get(endpointId) ?? -1) < sequence);
}
