import type { Kysely } from 'kysely';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { recordAudit } from '../audit/record.ts';
import type { Database } from '../store/schema.ts';

/**
 * Gives those who hold roles in areas that have been merged the same roles in what took them over, where the
 * merge says so: once, on its day, so that whoever takes a role away afterwards has taken it away.
 */
export async function letRolesFollow(
  trx: Kysely<Database>,
  { today, clock }: { today: LocalDate; clock: Clock },
): Promise<void> {
  const merged = await trx
    .selectFrom('area')
    .select(['id', 'successor_id'])
    .where('roles_follow', '=', 1)
    .where('successor_id', 'is not', null)
    .where('valid_to', '<', today)
    .orderBy('valid_to')
    .orderBy('id')
    .execute();
  for (const { id, successor_id: areaId } of merged) {
    if (areaId === null) continue;
    const held = await trx.selectFrom('grant').selectAll().where('area_id', '=', id).execute();
    for (const { user_id, role, starts_at, ends_at } of held) {
      const { numInsertedOrUpdatedRows = 0n } = await trx
        .insertInto('grant')
        .values({ user_id, role, area_id: areaId, starts_at, ends_at })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows === 0n) continue;
      const detail = { role, areaId, mergedAreaId: id };
      const entry = {
        userId: null,
        action: 'user.role-follows' as const,
        subject: user_id,
        areaId,
      };
      await recordAudit(trx, { clock, ...entry, detail });
    }
    await trx.updateTable('area').set({ roles_follow: 0 }).where('id', '=', id).execute();
  }
}
