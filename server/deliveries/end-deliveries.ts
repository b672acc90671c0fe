import type { Transaction } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { dropWork } from '../jobs/work.ts';
import type { Database } from '../store/schema.ts';

/** Calls off what is still to be pushed to an endpoint; an outcome that comes later changes nothing. */
export async function endDeliveries(
  trx: Transaction<Database>,
  given: { endpointId: string; reason: string; clock: Clock },
): Promise<void> {
  const { endpointId, reason, clock } = given;
  const ended = await trx
    .updateTable('delivery')
    .set({ state: 'expired', reason, at: clock.now() })
    .where('endpoint_id', '=', endpointId)
    .where('state', 'in', ['due', 'sent', 'failed'])
    .returning('id')
    .execute();
  await dropWork(trx, { kind: 'push', subjects: ended.map(({ id }) => id), clock });
}
