import type { Transaction } from 'kysely';
import { fold } from '../../core/text/fold.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { addVersion } from './add-version.ts';
import { changedContent } from './changed-content.ts';
import { requireAtHand } from './check-decision.ts';
import { contentHash } from './content-hash.ts';
import { requireRecording } from './decide.ts';
import type { RecordingsDeps } from './deps.ts';
import { hasSound } from './ensure-rendition.ts';
import { filingColumns, requireFiling } from './filing.ts';
import type { RecordingPatch } from './patch.ts';
import { refreshRecordings } from './refresh.ts';
import { floorKey } from './rendition-key.ts';
import {
  findRecording,
  requireVersion,
  updateRecording,
  type RecordingRow,
  type VersionRow,
} from './repo.ts';
import { requireValidity } from './validity.ts';

/**
 * Files elsewhere, corrects the kind, marks places. Other trims or validity are other content: a new
 * version, to be approved while the old one airs on.
 */
export async function update(
  deps: RecordingsDeps,
  principal: Principal,
  id: string,
  patch: RecordingPatch,
): Promise<void> {
  const { db, media, clock } = deps;
  const recording = await requireRecording(deps, principal, 'recording.write', id);
  requireAtHand(recording);
  await requireFiling(deps, patch);
  const known = await requireVersion(db, recording.latest_version_id);
  const wanted = await changedContent(db, known, patch);
  const readyFrom = (await hasSound({ db, media }, floorKey(wanted))) ? known.id : null;
  await db.transaction().execute(async (trx) => {
    await updateRecording(trx, id, columnsOf(patch));
    await changeVersion(trx, deps, { principal, recordingId: id, patch, readyFrom });
    await refreshRecordings(trx, [id]);
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
  // A new version airs once it is approved; title and kind are part of what is played now.
  const isHeard = patch.title !== undefined || patch.kind !== undefined;
  if (isHeard) await deps.timetable.changed({ recordingId: id });
}

function columnsOf(patch: RecordingPatch): Partial<RecordingRow> {
  const { title, contributor, genre, language, tags, transcript, kind } = patch;
  return {
    ...filingColumns(patch),
    ...(title === undefined ? {} : { title, title_folded: fold(title) }),
    ...(contributor === undefined ? {} : { contributor }),
    ...(genre === undefined ? {} : { genre }),
    ...(language === undefined ? {} : { language }),
    ...(tags === undefined ? {} : { tags: JSON.stringify([...new Set(tags)]) }),
    ...(transcript === undefined ? {} : { transcript: transcript === '' ? null : transcript }),
    ...(kind === undefined ? {} : { kind }),
  };
}

async function changeVersion(
  trx: Transaction<Database>,
  { clock }: Pick<RecordingsDeps, 'clock'>,
  given: {
    principal: Principal;
    recordingId: string;
    patch: RecordingPatch;
    readyFrom: string | null;
  },
): Promise<void> {
  const { principal, recordingId, patch, readyFrom } = given;
  const recording = await findRecording(trx, recordingId);
  const latest = await requireVersion(trx, recording?.latest_version_id ?? '');
  const wanted = await changedContent(trx, latest, patch);
  if (contentHash(wanted) !== latest.content_sha256) {
    requireValidity({ notBefore: wanted.not_before, expiresAt: wanted.expires_at }, clock.now());
    requireSound(latest);
    await addVersion(trx, clock, {
      ...wanted,
      id: newId(clock),
      number: latest.number + 1,
      author_id: principal.userId,
      // Somebody may have put another sound in its place meanwhile.
      isReady: latest.id === readyFrom,
    });
    return;
  }
  if (wanted.cue_points === latest.cue_points) return;
  await trx
    .updateTable('recording_version')
    .set({ cue_points: wanted.cue_points })
    .where('id', '=', latest.id)
    .execute();
}

/** @throws AppError `recording_state_wrong` */
function requireSound({ state }: VersionRow): void {
  if (state !== 'failed') return;
  throw new AppError('recording_state_wrong', 'what could not be transcoded cannot air');
}
