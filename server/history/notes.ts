import type { ChangeNote } from '../../contract/http/timetable-change.ts';
import type { ErrorCode } from '../../core/error-codes.ts';
import { AppError } from '../../runtime/error.ts';
import { checkDraft, type CheckDeps } from '../broadcasts/check-draft.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import type { Clock } from '../../runtime/clock.ts';
import { draftOfRow } from './draft-of-row.ts';

/** It would be saved and stay silent. */
const silent: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'broadcast_no_targets',
  'broadcast_part_wrong',
  'recorded_relay_now',
  'recording_archived',
  'recording_not_approved',
  'recording_expired',
  'recording_not_found',
]);

/**
 * Why a broadcast that comes back would not be heard; nothing for one whose days are over.
 * @throws AppError where it may not come back at all
 */
export async function notesOf(
  deps: CheckDeps & { clock: Clock },
  principal: Principal,
  row: Database['broadcast'],
): Promise<ChangeNote[]> {
  try {
    await checkDraft(deps, principal, draftOfRow(row), deps.clock.now());
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'broadcast_in_past') return [];
    if (!silent.has(error.code)) throw error;
    return [noteOf(error, row.title)];
  }
}

/** A refusal as it is told of one of many broadcasts. */
export function noteOf(
  { code, fields }: AppError,
  title: string,
  date: string | null = null,
): ChangeNote {
  return { code, title, date, recordings: (fields ?? []).map(({ message }) => message) };
}
