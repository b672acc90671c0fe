import { nextState, type RecordingEvent } from '../../core/recording/states.ts';
import { AppError } from '../../runtime/error.ts';
import type { RecordingRow, VersionRow } from './repo.ts';

/** What an approver has listened to. */
export interface HeardContent {
  versionId: string;
  contentHash: string;
}

/**
 * Whether a person may decide on the newest version: exactly what was heard, and nobody on
 * what they made a part of: `makers` are the authors of the recording and of all its versions.
 * @throws AppError `recording_changed`, `approver_is_author`, `recording_state_wrong`
 */
export function checkDecision(
  event: Extract<RecordingEvent, 'approve' | 'sendBack'>,
  { latest, makers }: { latest: VersionRow; makers: readonly string[] },
  { userId, heard }: { userId: string; heard: HeardContent },
): void {
  if (heard.versionId !== latest.id || heard.contentHash !== latest.content_sha256) {
    throw new AppError('recording_changed', 'it was changed meanwhile: listen again');
  }
  if (makers.includes(userId)) {
    throw new AppError('approver_is_author', 'another person has to decide on it');
  }
  requireState(latest, event);
}

/** @throws AppError `recording_archived`: what was put away is neither changed nor decided on. */
export function requireAtHand({
  archived_at: archivedAt,
}: Pick<RecordingRow, 'archived_at'>): void {
  if (archivedAt === null) return;
  throw new AppError('recording_archived', 'it was put away: take it out of the archive first');
}

/** @throws AppError `recording_state_wrong` */
export function requireState({ state }: VersionRow, event: RecordingEvent): void {
  if (nextState(state, event) === null) {
    throw new AppError('recording_state_wrong', `it is ${state}`);
  }
}
