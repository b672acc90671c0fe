import type { Kysely } from 'kysely';
import type { Principal } from '../http/principal.ts';
import { findDuplicate } from '../recordings/find-duplicate.ts';
import type { Database } from '../store/schema.ts';
import { hasNewest } from './repo.ts';

/**
 * The recording that has the same bytes, as far as the person may know of it; for a new version that is
 * the recording itself, if its newest version has them.
 */
export async function duplicateOf(
  db: Kysely<Database>,
  principal: Principal,
  { sha256, recordingId }: { sha256: string; recordingId: string | null },
): Promise<string | null> {
  if (recordingId === null) return (await findDuplicate(db, principal, sha256)) ?? null;
  return (await hasNewest(db, { recordingId, sha256 })) ? recordingId : null;
}
