import { newRecordingForm, type NewRecordingFields } from '../../contract/http/recordings.ts';
import { AppError } from '../../runtime/error.ts';
import { parseInput } from '../http/parse-input.ts';
import type { Principal } from '../http/principal.ts';
import type { Upload } from '../http/receive-upload.ts';
import type { RecordingsDeps } from './deps.ts';
import { hasSound } from './ensure-rendition.ts';
import { requireNewRecording } from './filing.ts';
import { makeRecording } from './make-recording.ts';
import { floorProfile } from './rendition-key.ts';
import { sourceName } from './source-name.ts';
import { requireValidity } from './validity.ts';

/**
 * Keeps an uploaded file and makes a recording of it; gives its id. Fields are checked before the first
 * byte is kept. A source that was transcoded before is ready at once.
 */
export async function keepUpload(
  deps: RecordingsDeps,
  principal: Principal,
  upload: Upload,
): Promise<string> {
  const { db, media, clock, uploadLimitBytes } = deps;
  const fields = parseFields(upload.fields);
  await requireNewRecording(deps, principal, fields);
  const { notBefore = null, expiresAt = null } = fields;
  requireValidity({ notBefore, expiresAt }, clock.now());
  const stored = await media.put(upload.bytes, { limitBytes: uploadLimitBytes });
  const floor = { source: stored.sha256, cut: null, profile: floorProfile };
  const isReady = await hasSound({ db, media }, floor);
  const source = { ...stored, name: sourceName(upload.fileName), isReady };
  const id = await db
    .transaction()
    .execute((trx) => makeRecording(trx, { clock }, { principal, fields, source }));
  deps.kick();
  return id;
}

function parseFields(given: Record<string, string>): NewRecordingFields {
  // A form sends a field that was left empty as an empty text.
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const fields = parseInput(newRecordingForm, filled, 'body_invalid');
  if (!fields) throw new AppError('body_invalid', 'fields are missing');
  return fields;
}
