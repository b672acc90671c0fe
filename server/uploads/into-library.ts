import type { Transaction } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import type { Principal } from '../http/principal.ts';
import { hasSound } from '../recordings/ensure-rendition.ts';
import { makeRecording, replaceSource, type KnownSource } from '../recordings/make-recording.ts';
import { floorKey } from '../recordings/rendition-key.ts';
import type { Database } from '../store/schema.ts';
import type { UploadsDeps } from './deps.ts';
import { moveUpload, type UploadRow } from './repo.ts';
import type { UploadWish } from './wish.ts';

export interface IntoLibrary {
  principal: Principal;
  row: UploadRow;
  wish: UploadWish;
  /** In the media store. */
  source: { sha256: string; bytes: number };
  /** The state that the upload must still be in, so that nothing is made of it twice. */
  from: 'whole' | 'duplicate';
}

/**
 * Makes of an upload a recording, or the new version of one, and writes both rows at once. Gives the
 * recording's id.
 * @throws AppError `upload_state_wrong` when it was made already, and those of a new recording
 */
export async function intoLibrary(deps: UploadsDeps, given: IntoLibrary): Promise<string> {
  const { db, media, clock } = deps;
  const { row, from } = given;
  const whole = { source_sha256: given.source.sha256, trim_start_ms: 0, trim_end_ms: null };
  const isReady = await hasSound({ db, media }, floorKey(whole));
  const source = { ...given.source, name: row.file_name, isReady };
  const recordingId = await db.transaction().execute(async (trx) => {
    const id = await make(trx, clock, { ...given, source });
    const change = { state: 'kept', recording_id: id, touched_at: clock.now() } as const;
    if (await moveUpload(trx, { id: row.id, from: [from] }, change)) return id;
    throw new AppError('upload_state_wrong', 'something was made of it already');
  });
  deps.kick();
  deps.recordingsChanged([recordingId]);
  return recordingId;
}

async function make(
  trx: Transaction<Database>,
  clock: Clock,
  given: { principal: Principal; wish: UploadWish; source: KnownSource },
): Promise<string> {
  const { principal, wish, source } = given;
  const { recordingId, fields } = wish;
  if (recordingId !== null) {
    await replaceSource(trx, { clock }, { principal, recordingId, source });
    return recordingId;
  }
  if (!fields) throw new AppError('body_invalid', 'fields are missing');
  return await makeRecording(trx, { clock }, { principal, fields, source });
}
