import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;
export type UploadRow = Database['upload'];

export function findUpload(db: Db, id: string): Promise<UploadRow | undefined> {
  return db.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A person's uploads that are not in the library, newest first. */
export function listUploads(db: Db, userId: string): Promise<UploadRow[]> {
  return db
    .selectFrom('upload')
    .selectAll()
    .where('user_id', '=', userId)
    .where('state', '!=', 'kept')
    .orderBy('id', 'desc')
    .execute();
}

/** Those that may be whole: it is not known yet what becomes of them. */
export function listOpenUploads(db: Db): Promise<Pick<UploadRow, 'id' | 'length_bytes'>[]> {
  return db
    .selectFrom('upload')
    .select(['id', 'length_bytes'])
    .where('state', 'in', ['receiving', 'whole'])
    .execute();
}

/** How many they are, and their announced bytes. */
export async function countOpenUploads(
  db: Db,
): Promise<{ unfinished: number; announcedBytes: number }> {
  return await db
    .selectFrom('upload')
    .select((eb) => [
      eb.fn.countAll<number>().as('unfinished'),
      eb.fn.coalesce(eb.fn.sum<number>('length_bytes'), eb.lit(0)).as('announcedBytes'),
    ])
    .where('state', 'in', ['receiving', 'whole'])
    .executeTakeFirstOrThrow();
}

export async function countUnfinished(db: Db, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('upload')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('state', 'in', ['receiving', 'whole'])
    .executeTakeFirstOrThrow();
  return count;
}

/** Changes an upload that is in one of these states; says whether it was. */
export async function moveUpload(
  db: Db,
  { id, from }: { id: string; from: readonly UploadRow['state'][] },
  change: Partial<Omit<UploadRow, 'id'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('upload')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether a recording's newest version has these bytes. */
export async function hasNewest(
  db: Db,
  { recordingId, sha256 }: { recordingId: string; sha256: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('recording')
    .innerJoin('recording_version as latest', 'latest.id', 'recording.latest_version_id')
    .select('recording.id')
    .where('recording.id', '=', recordingId)
    .where('latest.source_sha256', '=', sha256)
    .executeTakeFirst();
  return row !== undefined;
}

/** How a row is marked whose sender gave it up while its bytes are in the media store. */
export const discarded = { state: 'kept', recording_id: null, reason_code: 'discarded' } as const;

export function isDiscarded({ state, recording_id: recordingId }: UploadRow): boolean {
  return state === 'kept' && recordingId === null;
}
