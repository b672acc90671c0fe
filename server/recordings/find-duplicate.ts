import type { Kysely } from 'kysely';
import { readScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';

/** A recording with the same source that a person may read: the oldest that is not put away. */
export async function findDuplicate(
  db: Kysely<Database>,
  principal: Principal,
  sha256: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('recording_version')
    .innerJoin('recording', 'recording.id', 'recording_version.recording_id')
    .select('recording.id')
    .where('source_sha256', '=', sha256)
    .where('recording.archived_at', 'is', null)
    .where('recording.area_id', 'in', readScope(principal))
    .orderBy('recording.id')
    .executeTakeFirst();
  return row?.id;
}
