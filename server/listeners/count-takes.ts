import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';

const dayMs = 24 * 3_600_000;

/** How many recordings a link has sent in the last 24 hours. */
export async function countTakes(
  db: Kysely<Database>,
  linkId: string,
  now: number,
): Promise<number> {
  const { count } = await db
    .selectFrom('listener_recording')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('link_id', '=', linkId)
    .where('received_at', '>', now - dayMs)
    .executeTakeFirstOrThrow();
  return count;
}
