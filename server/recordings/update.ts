import type { Transaction } from 'kysely';
import { fold } from '../../core/text/fold.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { requireProgramme } from '../programmes/service.ts';
import type { Database } from '../store/schema.ts';
import { requireState } from './check-decision.ts';
import { requireRecording } from './decide.ts';
import type { RecordingsDeps } from './deps.ts';
import { ensureRendition, hasRendition } from './ensure-rendition.ts';
import {
  findVersion,
  insertVersion,
  moveVersions,
  updateRecording,
  type VersionRow,
} from './repo.ts';
import { contentHash, requireValidity, type Validity } from './validity.ts';

export interface RecordingPatch {
  title?: string | undefined;
  programmeId?: string | null | undefined;
  notBefore?: number | null | undefined;
  expiresAt?: number | null | undefined;
}

/**
 * Renames or files elsewhere. Other validity is other content: a new version, to be approved while the
 * old one airs on.
 */
export async function update(
  deps: RecordingsDeps,
  principal: Principal,
  id: string,
  patch: RecordingPatch,
): Promise<void> {
  const { db, media, clock } = deps;
  const recording = await requireRecording(deps, principal, 'recording.write', id);
  if (typeof patch.programmeId === 'string') await requireProgramme(db, patch.programmeId);
  const known = await requireVersion(db, recording.latest_version_id);
  const isReady = await hasRendition({ db, media }, known.source_sha256);
  await db.transaction().execute(async (trx) => {
    const { title, programmeId } = patch;
    await updateRecording(trx, id, {
      ...(title === undefined ? {} : { title, title_folded: fold(title) }),
      ...(programmeId === undefined ? {} : { programme_id: programmeId }),
    });
    await changeValidity(trx, deps, { principal, recordingId: id, patch, isReady });
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: 'recording.update',
      subject: id,
      areaId: recording.area_id,
      detail: { ...patch },
    });
  });
  deps.kick();
  // A new version airs once it is approved; a title is part of what is played now.
  if (patch.title !== undefined) await deps.timetable.changed({ recordingId: id });
}

/** Has a failed version checked and transcoded again. */
export async function retry(deps: RecordingsDeps, principal: Principal, id: string): Promise<void> {
  const { db, media, clock } = deps;
  const recording = await requireRecording(deps, principal, 'recording.write', id);
  const known = await requireVersion(db, recording.latest_version_id);
  const isReady = await hasRendition({ db, media }, known.source_sha256);
  await db.transaction().execute(async (trx) => {
    const version = await requireVersion(trx, recording.latest_version_id);
    requireState(version, 'retry');
    const now = clock.now();
    await moveVersions(trx, { id: version.id }, 'retry', { now });
    // Somebody may have uploaded the same file again meanwhile, and it went well.
    if (isReady) await moveVersions(trx, { id: version.id }, 'finish', { now });
    else await ensureRendition(trx, version.source_sha256, clock);
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: 'recording.retry',
      subject: id,
      areaId: recording.area_id,
      detail: { version: version.number },
    });
  });
  deps.kick();
}

async function changeValidity(
  trx: Transaction<Database>,
  { clock }: RecordingsDeps,
  given: { principal: Principal; recordingId: string; patch: RecordingPatch; isReady: boolean },
): Promise<void> {
  const { principal, recordingId, patch, isReady } = given;
  const { latest_version_id: latestId } = await trx
    .selectFrom('recording')
    .select('latest_version_id')
    .where('id', '=', recordingId)
    .executeTakeFirstOrThrow();
  const latest = await requireVersion(trx, latestId);
  const validity: Validity = {
    notBefore: patch.notBefore === undefined ? latest.not_before : patch.notBefore,
    expiresAt: patch.expiresAt === undefined ? latest.expires_at : patch.expiresAt,
  };
  const hash = contentHash(latest.source_sha256, validity);
  if (hash === latest.content_sha256) return;
  requireValidity(validity, clock.now());
  if (latest.state === 'failed') {
    throw new AppError('recording_state_wrong', 'what could not be transcoded cannot air');
  }
  const now = clock.now();
  const version: VersionRow = {
    ...latest,
    id: newId(clock),
    number: latest.number + 1,
    author_id: principal.userId,
    not_before: validity.notBefore,
    expires_at: validity.expiresAt,
    content_sha256: hash,
    state: isReady ? 'ready' : 'stored',
    state_at: now,
    reason_code: null,
    reason_detail: null,
    created_at: now,
  };
  await insertVersion(trx, version);
  await updateRecording(trx, recordingId, { latest_version_id: version.id });
  if (!isReady) await ensureRendition(trx, version.source_sha256, clock);
}

async function requireVersion(
  db: Parameters<typeof findVersion>[0],
  id: string,
): Promise<VersionRow> {
  const version = await findVersion(db, id);
  if (!version) throw new AppError('recording_not_found', 'the recording is gone');
  return version;
}
