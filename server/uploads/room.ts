import { sql, type Kysely } from 'kysely';
import { AppError } from '../../runtime/error.ts';
import type { Database } from '../store/schema.ts';

/** How much may be sent and kept, in bytes; `null`: no limit. */
export interface UploadLimits {
  fileBytes: number;
  totalBytes: number | null;
  personBytes: number | null;
}

/** How full it is where the least is left. */
export interface Room {
  usedBytes: number;
  limitBytes: number | null;
}

type Db = Kysely<Database>;

/**
 * What a person may still send. Kept sources count once however often they are used, what is on its way
 * counts whole, and so does what was given up until it is swept.
 */
export async function roomOf(db: Db, userId: string, limits: UploadLimits): Promise<Room> {
  const person = { usedBytes: await usedBy(db, userId), limitBytes: limits.personBytes };
  if (limits.totalBytes === null) return person;
  const total = { usedBytes: await usedBy(db, null), limitBytes: limits.totalBytes };
  return leftIn(person) < leftIn(total) ? person : total;
}

/** @throws AppError `quota_full` when so many bytes more would be too many */
export async function requireRoom(
  db: Db,
  given: { userId: string; bytes: number; limits: UploadLimits },
): Promise<void> {
  const room = await roomOf(db, given.userId, given.limits);
  if (given.bytes <= leftIn(room)) return;
  throw new AppError('quota_full', `only ${Math.max(leftIn(room), 0)} bytes are left`);
}

function leftIn({ usedBytes, limitBytes }: Room): number {
  return limitBytes === null ? Infinity : limitBytes - usedBytes;
}

async function usedBy(db: Db, userId: string | null): Promise<number> {
  const [byAuthor, byUser] =
    userId === null
      ? [sql`true`, sql`true`]
      : [sql`author_id = ${userId}`, sql`user_id = ${userId}`];
  const { rows } = await sql<{ used: number }>`select
    (select coalesce(sum(bytes), 0) from (
      select max(source_bytes) as bytes from recording_version where ${byAuthor}
      group by source_sha256) as kept)
    + (select coalesce(sum(length_bytes), 0) from upload
      where state in ('receiving', 'whole') and ${byUser})
    + (select coalesce(sum(bytes), 0) from (
      select max(length_bytes) as bytes from upload
      where (state = 'refused' or state = 'kept' and recording_id is null)
        and source_sha256 is not null and ${byUser}
        and not exists (select 1 from recording_version
          where recording_version.source_sha256 = upload.source_sha256)
      group by source_sha256) as given_up) as used`.execute(db);
  return rows[0]?.used ?? 0;
}
