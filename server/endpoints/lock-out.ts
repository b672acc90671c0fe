import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { recordAudit } from '../audit/record.ts';
import { endDeliveries } from '../deliveries/end-deliveries.ts';
import { headLifeMs } from '../heads/head-content.ts';
import type { Heads } from '../heads/service.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import type { EndpointRow } from './repo.ts';

export interface LockOutDeps {
  db: Kysely<Database>;
  heads: Heads;
  /** Called when what is known of an endpoint's credentials no longer holds. */
  onCredentials: (endpointId: string) => void;
  /** Called when it is not let in any more. */
  onLockedOut: (endpointId: string) => void;
  clock: Clock;
}

/** An endpoint that has not come until then holds no day any more that a head has named. */
const longestSilencingMs = headLifeMs;

/** Lets an endpoint in no more; what it holds it still plays. */
export async function lockOut(
  { db, clock, onLockedOut }: LockOutDeps,
  { userId }: Principal,
  { id, areaId, revokedAt, silencingUntil }: EndpointRow,
): Promise<void> {
  if (revokedAt !== null && silencingUntil === null) return;
  const now = clock.now();
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('endpoint')
      .set({ revoked_at: revokedAt ?? now, silencing_until: null })
      .where('id', '=', id)
      .execute();
    await takeBack(trx, id, clock);
    const action = 'endpoint.revoke';
    await recordAudit(trx, { clock, userId, action, subject: id, areaId, detail: {} });
  });
  onLockedOut(id);
}

/**
 * Gives an endpoint a head without days, and locks it out once it holds that: what it has fetched it forgets.
 * Also one that is locked out already is let in once more for it.
 */
export async function silence(
  deps: LockOutDeps,
  principal: Principal,
  endpoint: EndpointRow,
): Promise<void> {
  const { db, clock, heads } = deps;
  const { id, areaId, revokedAt, silencingUntil } = endpoint;
  if (silencingUntil !== null) return;
  const { userId } = principal;
  const now = clock.now();
  const made = await db.transaction().execute(async (trx) => {
    await takeBack(trx, id, clock);
    const head = await heads.makeSilent(trx, id);
    if (!head) return null;
    const until = now + longestSilencingMs;
    await trx
      .updateTable('endpoint')
      .set({ revoked_at: revokedAt ?? now, silencing_until: until, silenced_at: null })
      .where('id', '=', id)
      .execute();
    const action = 'endpoint.silence';
    await recordAudit(trx, { clock, userId, action, subject: id, areaId, detail: {} });
    return head;
  });
  // It never had a head: there is nothing that could sound.
  if (!made) return lockOut(deps, principal, endpoint);
  deps.onCredentials(id);
  heads.publish([made]);
}

/** Locks out those that hold the head without days, and those that did not come in time. */
export async function settleSilencing({
  db,
  clock,
  onLockedOut,
}: Pick<LockOutDeps, 'db' | 'clock' | 'onLockedOut'>): Promise<void> {
  const now = clock.now();
  const waiting = await db
    .selectFrom('endpoint')
    .innerJoin('head', 'head.endpoint_id', 'endpoint.id')
    .leftJoin('endpoint_status as status', 'status.endpoint_id', 'endpoint.id')
    .select(['endpoint.id', 'area_id as areaId', 'silencing_until as until'])
    .select(['head.sequence', 'status.head_sequence as held'])
    .where('silencing_until', 'is not', null)
    .execute();
  for (const { id, areaId, until, sequence, held } of waiting) {
    const isSilent = held === sequence;
    if (!isSilent && now < (until ?? 0)) continue;
    await db.transaction().execute(async (trx) => {
      await trx
        .updateTable('endpoint')
        .set({ silencing_until: null, silenced_at: isSilent ? now : null })
        .where('id', '=', id)
        .execute();
      const detail = { confirmed: isSilent };
      const action = 'endpoint.silenced';
      await recordAudit(trx, { clock, userId: null, action, subject: id, areaId, detail });
    });
    onLockedOut(id);
  }
}

async function takeBack(
  trx: Transaction<Database>,
  endpointId: string,
  clock: Clock,
): Promise<void> {
  // Whoever finds an unused code must not undo this with it; used ones go on saying that they are.
  await trx
    .deleteFrom('pairing_code')
    .where('endpoint_id', '=', endpointId)
    .where('used_at', 'is', null)
    .execute();
  await endDeliveries(trx, { endpointIds: [endpointId], reason: 'endpoint_revoked', clock });
}
