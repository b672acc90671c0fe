import type { Kysely } from 'kysely';
import type { AddressGuard } from '../../runtime/address-guard.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { recordAudit } from '../audit/record.ts';
import { closeCircuits } from '../deliveries/circuits.ts';
import { endDeliveries } from '../deliveries/end-deliveries.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { checkPushUrl } from './check-push-url.ts';
import type { EndpointRow } from './repo.ts';

/** What is left out stays as it is. */
export interface EndpointPatch {
  name?: string | undefined;
  pushUrl?: string | undefined;
}

export interface UpdateEndpointDeps {
  db: Kysely<Database>;
  /** Pushes the heads of these endpoints again. */
  pushAgain: (endpointIds: readonly string[]) => Promise<unknown>;
  isAllowedAddress: AddressGuard;
  clock: Clock;
}

/**
 * Mends what was mistyped. What was on its way to an earlier address is called off and goes to the new one at once.
 * @throws AppError `endpoint_kind_wrong`, `outbound_refused`
 */
export async function updateEndpoint(
  { db, pushAgain, isAllowedAddress, clock }: UpdateEndpointDeps,
  { userId }: Principal,
  { id, areaId, kind, ...before }: EndpointRow,
  { name = before.name, pushUrl }: EndpointPatch,
): Promise<void> {
  if (pushUrl !== undefined && kind !== 'receiver')
    throw new AppError('endpoint_kind_wrong', 'only a receiver has an address');
  const isElsewhere = pushUrl !== undefined && pushUrl !== before.pushUrl;
  if (isElsewhere) await checkPushUrl(pushUrl, isAllowedAddress);
  if (name === before.name && !isElsewhere) return;
  await db.transaction().execute(async (trx) => {
    const change = { name, ...(isElsewhere ? { push_url: pushUrl } : {}) };
    await trx.updateTable('endpoint').set(change).where('id', '=', id).execute();
    if (isElsewhere) {
      await endDeliveries(trx, { endpointIds: [id], reason: 'superseded', clock });
      await closeCircuits(trx, [id]);
    }
    const renamed = name === before.name ? {} : { name, formerName: before.name };
    const detail = { ...renamed, ...(isElsewhere ? { pushUrl } : {}) };
    const entry = { clock, userId, action: 'endpoint.update' as const, subject: id };
    await recordAudit(trx, { ...entry, areaId, detail });
  });
  if (isElsewhere) await pushAgain([id]);
}
