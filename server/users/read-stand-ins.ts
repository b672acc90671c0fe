import type { Kysely } from 'kysely';
import type { User } from '../../contract/http/users.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';

type StandIn = User['standIns'][number];

/** Whom some people stand in for, now or later, by user id. */
export async function standInsOf(
  db: Kysely<Database>,
  userIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, StandIn[]>> {
  const rows = await db
    .selectFrom('stand_in')
    .innerJoin('user as absent', 'absent.id', 'stand_in.absent_id')
    .select(['stand_in.id', 'stand_in.user_id', 'absent_id', 'absent.name'])
    .select(['starts_at', 'ends_at'])
    .where('stand_in.user_id', 'in', userIds)
    .where('ends_at', '>', now)
    .orderBy('starts_at')
    .execute();
  const groups = groupRows(rows, ({ user_id }) => user_id);
  return new Map(
    [...groups].map(([userId, group]) => [
      userId,
      group.map(({ id, absent_id, name, starts_at, ends_at }) => ({
        ...{ id, absentId: absent_id, absentName: name },
        ...{ startsAt: starts_at, endsAt: ends_at },
      })),
    ]),
  );
}
