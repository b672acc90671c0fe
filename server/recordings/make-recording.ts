import type { Transaction } from 'kysely';
import type { NewRecordingFields } from '../../contract/http/recordings.ts';
import { fold } from '../../core/text/fold.ts';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { ReadySpeech } from '../speech/ready-speech.ts';
import type { Database } from '../store/schema.ts';
import { addVersion } from './add-version.ts';
import { requireAtHand } from './check-decision.ts';
import { refreshRecordings } from './refresh.ts';
import { findRecording, insertRecording, requireVersion } from './repo.ts';
import { titleOf } from './source-name.ts';
import { requireValidity } from './validity.ts';

type Trx = Transaction<Database>;

/** A sound file that is in the media store. */
export interface KnownSource {
  sha256: string;
  bytes: number;
  /** What its sender called it. */
  name: string;
  /** Whether {@link hasSound} found all that a version of the whole source needs; ask before. */
  isReady: boolean;
}

export interface NewRecording {
  principal: Principal;
  /** Checked by `requireFiling`. */
  fields: NewRecordingFields;
  source: KnownSource;
  /** Where the source was spoken. */
  speech?: ReadySpeech | undefined;
}

/**
 * Makes a recording of a source; gives its id. Kick the queue after the commit.
 * @throws AppError `validity_invalid`
 */
export async function makeRecording(
  trx: Trx,
  { clock }: { clock: Clock },
  { principal, fields, source, speech }: NewRecording,
): Promise<string> {
  const now = clock.now();
  const { notBefore = null, expiresAt = null } = fields;
  requireValidity({ notBefore, expiresAt }, now);
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
    campaign_id: fields.campaignId ?? null,
    partner_id: fields.partnerId ?? null,
    contributor: fields.contributor ?? null,
    genre: fields.genre ?? null,
    language: fields.language ?? 'vi',
    tags: JSON.stringify(fields.tags ?? []),
    transcript: fields.transcript ?? null,
    kind: null,
    archived_at: null,
    state: 'stored',
    duration_ms: null,
    expires_at: null,
    heard_kind: null,
    on_air_expires_at: null,
    capture_id: null,
  });
  await addVersion(trx, clock, {
    ...whole(source, speech),
    id: versionId,
    recording_id: id,
    number: 1,
    author_id: principal.userId,
    not_before: notBefore,
    expires_at: expiresAt,
    isReady: source.isReady,
  });
  await refreshRecordings(trx, [id]);
  await recordAudit(trx, {
    clock,
    userId: principal.userId,
    action: speech ? 'recording.speak' : 'recording.upload',
    subject: id,
    areaId: fields.areaId,
    detail: { title, source: source.sha256, bytes: source.bytes, speechId: speech?.id },
  });
  return id;
}

export interface Replacement {
  principal: Principal;
  recordingId: string;
  source: KnownSource;
  speech?: ReadySpeech | undefined;
}

/**
 * Puts another source in the place of a recording's newest one, as a new version of the same validity;
 * the old one airs until the new one is approved. The caller has checked the right to write. Kick the
 * queue after the commit.
 * @throws AppError `recording_archived`
 */
export async function replaceSource(
  trx: Trx,
  { clock }: { clock: Clock },
  { principal, recordingId, source, speech }: Replacement,
): Promise<void> {
  const recording = await findRecording(trx, recordingId);
  const latest = await requireVersion(trx, recording?.latest_version_id ?? '');
  if (recording) requireAtHand(recording);
  const version = await addVersion(trx, clock, {
    ...whole(source, speech),
    id: newId(clock),
    recording_id: recordingId,
    number: latest.number + 1,
    author_id: principal.userId,
    not_before: latest.not_before,
    expires_at: latest.expires_at,
    isReady: source.isReady,
  });
  await refreshRecordings(trx, [recordingId]);
  await recordAudit(trx, {
    clock,
    userId: principal.userId,
    action: 'recording.replace',
    subject: recordingId,
    areaId: recording?.area_id ?? null,
    detail: { version: version.number, source: source.sha256, speechId: speech?.id },
  });
}

/** All of a source, with nothing marked in it. */
function whole(source: KnownSource, speech: ReadySpeech | undefined) {
  const { voice, wordsPerMinute, said } = speech ?? {};
  return {
    source_sha256: source.sha256,
    source_bytes: source.bytes,
    source_name: source.name,
    spoken_text: speech?.text ?? null,
    trim_start_ms: 0,
    trim_end_ms: null,
    speech_id: speech?.id ?? null,
    speech: speech ? JSON.stringify({ voice, wordsPerMinute, said }) : null,
    cue_points: '[]',
  };
}
