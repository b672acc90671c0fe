import type { Readable } from 'node:stream';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { recordingRoutes } from '../../contract/http/recordings.ts';
import { fold } from '../../core/text/fold.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import { parseInput } from '../http/parse-input.ts';
import type { Principal } from '../http/principal.ts';
import type { Upload } from '../http/receive-upload.ts';
import { requireProgramme } from '../programmes/service.ts';
import type { Database } from '../store/schema.ts';
import type { RecordingsDeps } from './deps.ts';
import { ensureRendition, hasRendition } from './ensure-rendition.ts';
import { insertRecording, insertVersion } from './repo.ts';
import { sourceName, titleOf } from './source-name.ts';
import { contentHash, requireValidity, type Validity } from './validity.ts';

type UploadSchema = NonNullable<typeof recordingRoutes.upload.body>;
type Fields = z.output<UploadSchema>;

/**
 * Keeps an uploaded file and makes a recording of it; gives its id. Fields are checked before the first
 * byte is kept. A source that was transcoded before is ready at once.
 */
export async function keepUpload(
  deps: RecordingsDeps,
  principal: Principal,
  upload: Upload,
): Promise<string> {
  const { db, media, clock } = deps;
  const fields = parseFields(upload.fields);
  const validity = { notBefore: fields.notBefore ?? null, expiresAt: fields.expiresAt ?? null };
  await requireRight(deps, principal, fields);
  requireValidity(validity, clock.now());
  const stored = await put(deps, upload.bytes);
  const isReady = await hasRendition({ db, media }, stored.sha256);
  const id = await db.transaction().execute((trx) =>
    insert(trx, {
      deps,
      principal,
      fields,
      validity,
      isReady,
      source: { ...stored, name: sourceName(upload.fileName) },
    }),
  );
  deps.kick();
  return id;
}

function parseFields(given: Record<string, string>): Fields {
  // A form sends a field that was left empty as an empty text.
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const fields = parseInput(recordingRoutes.upload.body, filled, 'body_invalid');
  if (!fields) throw new AppError('body_invalid', 'fields are missing');
  return fields;
}

async function requireRight(
  { db, access }: RecordingsDeps,
  principal: Principal,
  { areaId, programmeId }: Fields,
): Promise<void> {
  if (!(await access.areas()).has(areaId)) {
    throw new AppError('area_not_found', `there is no area ${areaId}`);
  }
  await access.require(principal, 'recording.write', areaId);
  if (programmeId !== undefined) await requireProgramme(db, programmeId);
}

function put({ media, uploadLimitBytes }: RecordingsDeps, bytes: Readable) {
  return media.put(bytes, { limitBytes: uploadLimitBytes });
}

interface NewRecording {
  deps: RecordingsDeps;
  principal: Principal;
  fields: Fields;
  validity: Validity;
  isReady: boolean;
  source: { sha256: string; bytes: number; name: string };
}

async function insert(trx: Transaction<Database>, given: NewRecording): Promise<string> {
  const { deps, principal, fields, validity, isReady, source } = given;
  const { clock } = deps;
  const now = clock.now();
  const [id, versionId] = [newId(clock), newId(clock)];
  const title = fields.title ?? titleOf(source.name);
  await insertRecording(trx, {
    id,
    title,
    title_folded: fold(title),
    area_id: fields.areaId,
    programme_id: fields.programmeId ?? null,
    author_id: principal.userId,
    created_at: now,
    latest_version_id: versionId,
    on_air_version_id: null,
  });
  await insertVersion(trx, {
    id: versionId,
    recording_id: id,
    number: 1,
    author_id: principal.userId,
    source_sha256: source.sha256,
    source_bytes: source.bytes,
    source_name: source.name,
    spoken_text: null,
    trim_start_ms: 0,
    trim_end_ms: null,
    not_before: validity.notBefore,
    expires_at: validity.expiresAt,
    content_sha256: contentHash(source.sha256, validity),
    state: isReady ? 'ready' : 'stored',
    state_at: now,
    reason_code: null,
    reason_detail: null,
    created_at: now,
  });
  if (!isReady) await ensureRendition(trx, source.sha256, clock);
  await recordAudit(trx, {
    clock,
    userId: principal.userId,
    action: 'recording.upload',
    subject: id,
    areaId: fields.areaId,
    detail: { title, source: source.sha256, bytes: source.bytes },
  });
  return id;
}
