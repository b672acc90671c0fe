import type { Kysely } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';

interface SnoozeDeps {
  db: Kysely<Database>;
  clock: Clock;
}

type Snoozed = { id: string; areaId: string };

const longestMs = 90 * 86_400_000;

/**
 * Tells nobody until then that an endpoint is away.
 * @throws AppError `time_invalid`
 */
export async function snooze(
  { db, clock }: SnoozeDeps,
  { id, areaId }: Snoozed,
  { until, reason, principal }: { until: number; reason: string; principal: Principal },
): Promise<void> {
  const now = clock.now();
  if (until <= now || until > now + longestMs)
    throw new AppError('time_invalid', 'it ends within 90 days, and not before now');
  const said = { until, reason, user_id: principal.userId, at: now };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('snooze')
      .values({ endpoint_id: id, ...said })
      .onConflict((conflict) => conflict.column('endpoint_id').doUpdateSet(said))
      .execute();
    const detail = { until, reason };
    const audit = {
      userId: principal.userId,
      action: 'endpoint.snooze' as const,
      subject: id,
      areaId,
    };
    await recordAudit(trx, { clock, ...audit, detail });
  });
}

/** Tells again when an endpoint is away. */
export async function unsnooze(
  { db, clock }: SnoozeDeps,
  { id, areaId }: Snoozed,
  { userId }: Principal,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('snooze').where('endpoint_id', '=', id).execute();
    const audit = { userId, action: 'endpoint.unsnooze' as const, subject: id, areaId, detail: {} };
    await recordAudit(trx, { clock, ...audit });
  });
}
