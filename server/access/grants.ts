import type { Kysely } from 'kysely';
import { z } from 'zod';
import { roles, type Grant } from '../../core/access/roles.ts';
import type { Database } from '../store/schema.ts';

const role = z.enum(roles);

/** The roles of some people, by user id. */
export async function grantsOf(
  db: Kysely<Database>,
  userIds: readonly string[],
): Promise<Map<string, Grant[]>> {
  const grants = new Map<string, Grant[]>(userIds.map((id) => [id, []]));
  if (userIds.length === 0) return grants;
  const rows = await db
    .selectFrom('grant')
    .selectAll()
    .where('user_id', 'in', userIds)
    .orderBy('area_id')
    .orderBy('role')
    .execute();
  for (const row of rows) {
    grants.get(row.user_id)?.push({ role: role.parse(row.role), areaId: row.area_id });
  }
  return grants;
}

/** Gives a person exactly these roles. */
export async function replaceGrants(
  trx: Kysely<Database>,
  userId: string,
  grants: readonly Grant[],
): Promise<void> {
  await trx.deleteFrom('grant').where('user_id', '=', userId).execute();
  if (grants.length === 0) return;
  await trx
    .insertInto('grant')
    .values(grants.map(({ role, areaId }) => ({ user_id: userId, role, area_id: areaId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
