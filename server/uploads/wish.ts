import { z } from 'zod';
import { newRecordingFields, newRecordingForm } from '../../contract/http/recordings.ts';
import { uploadMetadata } from '../../contract/http/uploads.ts';
import { AppError } from '../../runtime/error.ts';
import { requireRecording } from '../recordings/decide.ts';
import { requireNewRecording } from '../recordings/filing.ts';
import { parseInput } from '../http/parse-input.ts';
import type { Principal } from '../http/principal.ts';
import type { UploadsDeps } from './deps.ts';

/** What is to become of an upload, as its row keeps it. */
export const uploadWish = z.object({
  /** A new version of this recording; `null`: a recording of its own, of these fields. */
  recordingId: z.string().nullable(),
  fields: newRecordingFields.nullable(),
  /** What the sender says its bytes hash to. */
  sha256: z.string().nullable(),
  /** Whether it is wanted though there is one with the same bytes. */
  isWantedAgain: z.boolean(),
});
export type UploadWish = z.output<typeof uploadWish>;

export type UploadMetadata = Readonly<Record<string, string | null>>;

/** @throws AppError `body_invalid` */
export function readWish(metadata: UploadMetadata): UploadWish {
  const filled = Object.fromEntries(Object.entries(metadata).filter(([, value]) => value));
  const target = parseInput(z.object(uploadMetadata), filled, 'body_invalid');
  const recordingId = target?.recordingId ?? null;
  const fields =
    recordingId === null ? parseInput(newRecordingForm, filled, 'body_invalid') : undefined;
  return {
    recordingId,
    fields: fields ?? null,
    sha256: target?.sha256 ?? null,
    isWantedAgain: target?.again !== undefined,
  };
}

/**
 * Whether a person may have it so, now.
 * @throws AppError `recording_not_found`, `area_not_found`, `not_allowed` and others of a new recording
 */
export async function requireWish(
  deps: UploadsDeps,
  principal: Principal,
  { recordingId, fields }: UploadWish,
): Promise<void> {
  if (recordingId !== null) {
    await requireRecording(deps, principal, 'recording.write', recordingId);
    return;
  }
  if (!fields) throw new AppError('body_invalid', 'fields are missing');
  await requireNewRecording(deps, principal, fields);
}
