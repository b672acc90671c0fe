import { rm } from 'node:fs/promises';
import type { UploadAnswer } from '../../contract/http/uploads.ts';
import { AppError } from '../../runtime/error.ts';
import type { Principal } from '../http/principal.ts';
import { partOf, type UploadsDeps } from './deps.ts';
import { sizeOf, type Finisher } from './finish.ts';
import { intoLibrary } from './into-library.ts';
import { discarded, findUpload, listOpenUploads, listUploads, type UploadRow } from './repo.ts';
import { roomOf, type Room } from './room.ts';
import { requireWish, uploadWish } from './wish.ts';

/** Uploads in parts as their senders see them. */
export interface UploadsService {
  list(principal: Principal): Promise<UploadAnswer[]>;
  room(principal: Principal): Promise<Room>;
  /**
   * Makes a recording of a duplicate all the same; gives its id.
   * @throws AppError `upload_not_found`, `upload_state_wrong` and those of a new recording
   */
  keep(principal: Principal, id: string): Promise<string>;
  /** @throws AppError `upload_not_found`, `upload_state_wrong` */
  discard(principal: Principal, id: string): Promise<void>;
  /** Drops an upload whose sender does not know it. */
  forget(id: string): Promise<void>;
  /** Finishes what is whole and whose sender, or whose server, did not see it through. */
  finishWhole(): Promise<void>;
}

export function createUploadsService(deps: UploadsDeps, { finish }: Finisher): UploadsService {
  const { db, uploadLimits, log } = deps;
  return {
    list: async ({ userId }) => {
      const rows = await listUploads(db, userId);
      return await Promise.all(rows.map((row) => toAnswer(deps, row)));
    },
    room: ({ userId }) => roomOf(db, userId, uploadLimits),
    keep: (principal, id) => keep(deps, principal, id),
    discard: (principal, id) => discard(deps, principal, id),
    forget: async (id) => {
      await remove(deps, id, ['receiving']);
    },
    finishWhole: async () => {
      for (const { id, length_bytes: length } of await listOpenUploads(db)) {
        const size = await sizeOf(partOf(deps, id));
        // Without its file it is one that was moved into the store, or lost.
        if (size !== undefined && size !== length) continue;
        await finish(id).catch((err: unknown) => log.warn({ err, id }, 'upload is not finished'));
      }
    },
  };
}

async function requireOwn({ db }: UploadsDeps, { userId }: Principal, id: string) {
  const row = await findUpload(db, id);
  if (row?.user_id === userId) return row;
  throw new AppError('upload_not_found', `you have no upload ${id}`);
}

async function keep(deps: UploadsDeps, principal: Principal, id: string): Promise<string> {
  const row = await requireOwn(deps, principal, id);
  const { source_sha256: sha256, length_bytes: bytes } = row;
  if (row.state !== 'duplicate' || sha256 === null) {
    throw new AppError('upload_state_wrong', `the upload is ${row.state}`);
  }
  const wish = uploadWish.parse(JSON.parse(row.fields));
  await requireWish(deps, principal, wish);
  const source = { sha256, bytes };
  return await intoLibrary(deps, { principal, row, wish, source, from: 'duplicate' });
}

async function discard(deps: UploadsDeps, principal: Principal, id: string): Promise<void> {
  const { state } = await requireOwn(deps, principal, id);
  if (await remove(deps, id, ['receiving', 'duplicate', 'refused'])) return;
  throw new AppError('upload_state_wrong', `the upload is ${state}`);
}

/**
 * The row first: a file without one is swept. A row whose bytes are in the media store stays until the
 * sweep has dealt with them, and counts as long.
 */
async function remove(
  deps: UploadsDeps,
  id: string,
  from: readonly UploadRow['state'][],
): Promise<boolean> {
  const { db, clock } = deps;
  const { numDeletedRows } = await db
    .deleteFrom('upload')
    .where('id', '=', id)
    .where('state', 'in', from)
    .where('source_sha256', 'is', null)
    .executeTakeFirst();
  const { numUpdatedRows } = await db
    .updateTable('upload')
    .set({ ...discarded, touched_at: clock.now() })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  if (numDeletedRows + numUpdatedRows === 0n) return false;
  await rm(partOf(deps, id), { force: true });
  return true;
}

async function toAnswer(deps: UploadsDeps, row: UploadRow): Promise<UploadAnswer> {
  const isComing = row.state === 'receiving';
  return {
    id: row.id,
    fileName: row.file_name,
    lengthBytes: row.length_bytes,
    offsetBytes: isComing ? ((await sizeOf(partOf(deps, row.id))) ?? 0) : row.length_bytes,
    state: row.state,
    reason: row.reason_code,
    recordingId: row.recording_id,
    createdAt: row.created_at,
    touchedAt: row.touched_at,
  };
}
