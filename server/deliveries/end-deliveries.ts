import type { Transaction } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { dropWork } from '../jobs/work.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';

/** Calls off what is still to be pushed to endpoints; an outcome that comes later changes nothing. */
export async function endDeliveries(
  trx: Transaction<Database>,
  given: { endpointIds: readonly string[]; reason: string; clock: Clock },
): Promise<void> {
  const { endpointIds, reason, clock } = given;
  const ended = await trx
    .updateTable('delivery')
    .set({ state: 'expired', reason, at: clock.now() })
    .where('endpoint_id', 'in', among(endpointIds))
    .where('state', 'in', ['due', 'sent', 'failed'])
    .returning('id')
    .execute();
  await dropWork(trx, { kind: 'push', subjects: ended.map(({ id }) => id), clock });
}
