import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { DatedGrant } from '../../core/access/dated-grant.ts';
import { roles, type Grant } from '../../core/access/roles.ts';
import type { Instant } from '../store/column.ts';
import type { Database } from '../store/schema.ts';

const role = z.enum(roles);

/** The roles that were given to some people, whether they hold now or not, by user id. */
export async function grantsOf(
  db: Kysely<Database>,
  userIds: readonly string[],
): Promise<Map<string, DatedGrant[]>> {
  const grants = new Map<string, DatedGrant[]>(userIds.map((id) => [id, []]));
  if (userIds.length === 0) return grants;
  const rows = await db
    .selectFrom('grant')
    .selectAll()
    .where('user_id', 'in', userIds)
    .orderBy('area_id')
    .orderBy('role')
    .execute();
  for (const row of rows)
    grants.get(row.user_id)?.push({
      ...{ role: role.parse(row.role), areaId: row.area_id },
      ...{ startsAt: row.starts_at, endsAt: row.ends_at },
    });
  return grants;
}

/** What a person may do at an instant: by their own roles, and by those of whom they stand in for. */
export async function grantsInForce(
  db: Kysely<Database>,
  userId: string,
  now: Instant,
): Promise<Grant[]> {
  const own = await grantsAt(db, now).where('user_id', '=', userId).execute();
  const others = await grantsAt(db, now)
    .innerJoin('stand_in', 'stand_in.absent_id', 'grant.user_id')
    .innerJoin('user', 'user.id', 'stand_in.absent_id')
    .select('stand_in.absent_id')
    .where('stand_in.user_id', '=', userId)
    .where('stand_in.starts_at', '<=', now)
    .where('stand_in.ends_at', '>', now)
    .where('user.disabled_at', 'is', null)
    .execute();
  return [
    ...own.map((row) => ({ role: role.parse(row.role), areaId: row.area_id })),
    ...others.map((row) => ({
      ...{ role: role.parse(row.role), areaId: row.area_id },
      insteadOf: row.absent_id,
    })),
  ];
}

function grantsAt(db: Kysely<Database>, now: Instant) {
  return db
    .selectFrom('grant')
    .select(['grant.role', 'grant.area_id'])
    .where((eb) => eb.or([eb('grant.starts_at', 'is', null), eb('grant.starts_at', '<=', now)]))
    .where((eb) => eb.or([eb('grant.ends_at', 'is', null), eb('grant.ends_at', '>', now)]))
    .orderBy('grant.area_id')
    .orderBy('grant.role');
}

/** Gives a person exactly these roles. */
export async function replaceGrants(
  trx: Kysely<Database>,
  userId: string,
  grants: readonly DatedGrant[],
): Promise<void> {
  await trx.deleteFrom('grant').where('user_id', '=', userId).execute();
  if (grants.length === 0) return;
  await trx
    .insertInto('grant')
    .values(
      grants.map(({ role, areaId, startsAt, endsAt }) => ({
        ...{ user_id: userId, role, area_id: areaId },
        ...{ starts_at: startsAt, ends_at: endsAt },
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
