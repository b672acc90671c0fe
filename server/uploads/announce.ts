import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Principal } from '../http/principal.ts';
import { sourceName } from '../recordings/source-name.ts';
import { requireValidity } from '../recordings/validity.ts';
import type { UploadsDeps } from './deps.ts';
import { duplicateOf } from './duplicate.ts';
import { countUnfinished } from './repo.ts';
import { requireFree } from './require-free.ts';
import { requireRoom } from './room.ts';
import { readWish, requireWish, type UploadMetadata } from './wish.ts';

export interface Announcement {
  lengthBytes: number;
  metadata: UploadMetadata;
}

/** The upload's id, or the recording that has the same bytes already. */
export type Announced = { id: string } | { duplicateOf: string };

/** A person's uploads that are on their way at once. */
const mostUnfinished = 20;

/**
 * Writes down an upload that is to come, once nothing speaks against it: rights, room, length, and no
 * duplicate where the sender knows the hash.
 * @throws AppError `empty_file`, `upload_too_large`, `body_invalid`, `quota_full`, `disk_full`, `uploads_unfinished`,
 *   `validity_invalid` and those of `requireWish`
 */
export async function announce(
  deps: UploadsDeps,
  principal: Principal,
  { lengthBytes, metadata }: Announcement,
): Promise<Announced> {
  const { db, uploadLimits, clock } = deps;
  const { userId } = principal;
  if (lengthBytes === 0) throw new AppError('empty_file', 'the file is empty');
  if (lengthBytes > uploadLimits.fileBytes) {
    throw new AppError('upload_too_large', `more than ${uploadLimits.fileBytes} bytes`);
  }
  const wish = readWish(metadata);
  await requireWish(deps, principal, wish);
  const { notBefore = null, expiresAt = null } = wish.fields ?? {};
  requireValidity({ notBefore, expiresAt }, clock.now());
  if (wish.sha256 !== null && !wish.isWantedAgain) {
    const { sha256, recordingId } = wish;
    const duplicate = await duplicateOf(db, principal, { sha256, recordingId });
    if (duplicate !== null) return { duplicateOf: duplicate };
  }
  await requireFree(deps.uploadFolder, lengthBytes);
  const now = clock.now();
  const id = newId(clock);
  await db.transaction().execute(async (trx) => {
    if ((await countUnfinished(trx, userId)) >= mostUnfinished) {
      const detail = `${mostUnfinished} uploads are unfinished: finish or discard some first`;
      throw new AppError('uploads_unfinished', detail);
    }
    await requireRoom(trx, { userId, bytes: lengthBytes, limits: uploadLimits });
    await trx
      .insertInto('upload')
      .values({
        id,
        user_id: userId,
        file_name: sourceName(metadata['filename'] ?? ''),
        length_bytes: lengthBytes,
        fields: JSON.stringify(wish),
        state: 'receiving',
        source_sha256: null,
        recording_id: null,
        reason_code: null,
        created_at: now,
        touched_at: now,
      })
      .execute();
  });
  return { id };
}
