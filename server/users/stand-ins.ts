import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { UsersDeps } from './deps.ts';

const longestMs = 366 * 24 * 3600_000;

/** @throws AppError `stand_in_invalid` */
export async function addStandIn(
  { db, clock }: UsersDeps,
  principal: Principal,
  given: {
    userId: string;
    absentId: string;
    startsAt: number;
    endsAt: number;
    areaId: string | null;
  },
): Promise<void> {
  const { userId, absentId, startsAt, endsAt, areaId } = given;
  const now = clock.now();
  if (userId === absentId || endsAt <= startsAt || endsAt <= now || endsAt > now + longestMs)
    throw new AppError('stand_in_invalid', 'for another person, and for a time that is to come');
  await db.transaction().execute(async (trx) => {
    const id = newId(clock);
    await trx
      .insertInto('stand_in')
      .values({
        ...{ id, user_id: userId, absent_id: absentId },
        ...{ starts_at: startsAt, ends_at: endsAt, made_by: principal.userId, made_at: now },
      })
      .execute();
    const detail = { absentId, startsAt, endsAt };
    const entry = {
      userId: principal.userId,
      action: 'user.stand-in' as const,
      subject: userId,
      areaId,
    };
    await recordAudit(trx, { clock, ...entry, detail });
  });
}

/** Ends it now; one that has not begun never was. */
export async function endStandIn(
  { db, clock }: UsersDeps,
  principal: Principal,
  { userId, id, areaId }: { userId: string; id: string; areaId: string | null },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .deleteFrom('stand_in')
      .where('id', '=', id)
      .where('user_id', '=', userId)
      .returning('absent_id')
      .executeTakeFirst();
    if (!row) return;
    const detail = { absentId: row.absent_id };
    const entry = {
      userId: principal.userId,
      action: 'user.stand-in-end' as const,
      subject: userId,
    };
    await recordAudit(trx, { clock, ...entry, areaId, detail });
  });
}
