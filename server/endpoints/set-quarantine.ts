import type { Kysely } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Quarantine } from '../station-api/quarantine.ts';
import type { Database } from '../store/schema.ts';
import type { EndpointRow } from './repo.ts';

/** Turns all requests of an endpoint away from now on, or looks at them again. */
export async function setQuarantine(
  deps: { db: Kysely<Database>; quarantine: Quarantine; clock: Clock },
  { userId }: Principal,
  { id, areaId, quarantinedAt }: EndpointRow,
  isQuarantined: boolean,
): Promise<void> {
  const { db, quarantine, clock } = deps;
  if ((quarantinedAt !== null) === isQuarantined) return;
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('endpoint')
      .set({ quarantined_at: isQuarantined ? clock.now() : null })
      .where('id', '=', id)
      .execute();
    const action = isQuarantined ? 'endpoint.quarantine' : 'endpoint.quarantine-lift';
    await recordAudit(trx, { clock, userId, action, subject: id, areaId, detail: {} });
  });
  if (isQuarantined) quarantine.put(id);
  else quarantine.lift(id);
}
