import { AppError } from '../../runtime/error.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { requireRecording } from './decide.ts';
import type { RecordingsDeps } from './deps.ts';
import { updateRecording } from './repo.ts';
import { isStillUsed } from './uses.ts';

/**
 * Puts a recording away; nothing happens to one that is away already.
 * @throws AppError `recording_used`, `recording_not_found`, `not_allowed`
 */
export async function archive(
  deps: RecordingsDeps,
  principal: Principal,
  id: string,
): Promise<void> {
  await move(deps, principal, { id, isAway: true });
}

/**
 * Takes it out again.
 * @throws AppError `recording_not_found`, `not_allowed`
 */
export async function restore(
  deps: RecordingsDeps,
  principal: Principal,
  id: string,
): Promise<void> {
  await move(deps, principal, { id, isAway: false });
}

async function move(
  deps: RecordingsDeps,
  principal: Principal,
  { id, isAway }: { id: string; isAway: boolean },
): Promise<void> {
  const { db, clock } = deps;
  const recording = await requireRecording(deps, principal, 'recording.write', id);
  if ((recording.archived_at !== null) === isAway) return;
  await db.transaction().execute(async (trx) => {
    const now = clock.now();
    if (isAway && (await isStillUsed(trx, id, now))) {
      throw new AppError('recording_used', 'a broadcast still plays it');
    }
    await updateRecording(trx, id, { archived_at: isAway ? now : null });
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: isAway ? 'recording.archive' : 'recording.restore',
      subject: id,
      areaId: recording.area_id,
      detail: {},
    });
  });
}
