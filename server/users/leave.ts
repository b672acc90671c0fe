import type { DatedGrant } from '../../core/access/dated-grant.ts';
import { grantsOf, replaceGrants } from '../access/grants.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { updateUser } from './repo.ts';
import type { UsersDeps } from './deps.ts';

/**
 * Somebody leaves: nothing of theirs opens any door afterwards, in one go. What they made or placed, and what was
 * written down of them, stays. Their roles go to `successorId`, where one is named.
 */
export async function leave(
  { db, clock }: UsersDeps,
  principal: Principal,
  { userId, successorId }: { userId: string; successorId: string | null },
): Promise<void> {
  const now = clock.now();
  await db.transaction().execute(async (trx) => {
    const given = successorId === null ? [userId] : [userId, successorId];
    const grants = await grantsOf(trx, given);
    const own = grants.get(userId) ?? [];
    const isToCome = ({ endsAt }: DatedGrant) => endsAt === null || endsAt > now;
    if (successorId !== null)
      await replaceGrants(
        trx,
        successorId,
        joined((grants.get(successorId) ?? []).filter(isToCome), own.filter(isToCome)),
      );
    await updateUser(trx, userId, { grants: [], disabledAt: now });
    await trx.deleteFrom('access_token').where('user_id', '=', userId).execute();
    await trx.deleteFrom('access_reset').where('user_id', '=', userId).execute();
    await trx
      .deleteFrom('stand_in')
      .where((eb) => eb.or([eb('user_id', '=', userId), eb('absent_id', '=', userId)]))
      .where('ends_at', '>', now)
      .execute();
    const areaId = own[0]?.areaId ?? null;
    const entry = {
      userId: principal.userId,
      action: 'user.leave' as const,
      subject: userId,
      areaId,
    };
    await recordAudit(trx, { clock, ...entry, detail: { successorId, grants: own } });
  });
}

/** What somebody holds already they hold for as long as the longer of both. */
function joined(held: readonly DatedGrant[], added: readonly DatedGrant[]): DatedGrant[] {
  const isSame = (a: DatedGrant, b: DatedGrant) => a.role === b.role && a.areaId === b.areaId;
  const kept = held.map((grant) => {
    const other = added.find((one) => isSame(one, grant));
    return other ? { ...grant, ...longer(grant, other) } : grant;
  });
  return [...kept, ...added.filter((one) => !held.some((grant) => isSame(grant, one)))];
}

/** Two times with a gap between them do not make one without: then the nearer counts. */
function longer(a: DatedGrant, b: DatedGrant): Pick<DatedGrant, 'startsAt' | 'endsAt'> {
  const [first, second] = (a.startsAt ?? 0) <= (b.startsAt ?? 0) ? [a, b] : [b, a];
  if (first.endsAt !== null && first.endsAt < (second.startsAt ?? 0))
    return { startsAt: first.startsAt, endsAt: first.endsAt };
  const isOpen = { start: a.startsAt === null || b.startsAt === null };
  return {
    startsAt: isOpen.start ? null : Math.min(a.startsAt ?? 0, b.startsAt ?? 0),
    endsAt: a.endsAt === null || b.endsAt === null ? null : Math.max(a.endsAt, b.endsAt),
  };
}
