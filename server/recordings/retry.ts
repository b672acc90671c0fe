import type { Transaction } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { requireAtHand, requireState } from './check-decision.ts';
import { requireRecording } from './decide.ts';
import type { RecordingsDeps } from './deps.ts';
import { ensureRendition, hasSound } from './ensure-rendition.ts';
import { refreshColumns } from './refresh.ts';
import { floorKey, floorProfile, type RenditionKey } from './rendition-key.ts';
import type { Database } from '../store/schema.ts';
import { moveVersions, requireVersion } from './repo.ts';

/** Has a rendition made again that failed, and every version checked again that failed with it. */
export async function retryRendition(
  trx: Transaction<Database>,
  key: RenditionKey,
  clock: Clock,
): Promise<void> {
  const { source, cut, profile } = key;
  if (profile === floorProfile)
    await refreshColumns(
      trx,
      await moveVersions(trx, { source, cut }, 'retry', { now: clock.now() }),
    );
  await ensureRendition(trx, key, { clock, priority: 'waitedFor' });
}

/** Has a failed version checked and transcoded again. */
export async function retry(deps: RecordingsDeps, principal: Principal, id: string): Promise<void> {
  const { db, media, clock } = deps;
  const recording = await requireRecording(deps, principal, 'recording.write', id);
  const known = await requireVersion(db, recording.latest_version_id);
  const isReady = await hasSound({ db, media }, floorKey(known));
  await db.transaction().execute(async (trx) => {
    requireAtHand(recording);
    const version = await requireVersion(trx, recording.latest_version_id);
    requireState(version, 'retry');
    const now = clock.now();
    await moveVersions(trx, { id: version.id }, 'retry', { now });
    // Somebody may have uploaded the same file again meanwhile, and it went well.
    if (isReady) await moveVersions(trx, { id: version.id }, 'finish', { now });
    else await ensureRendition(trx, floorKey(version), { clock, priority: 'waitedFor' });
    await refreshColumns(trx, [id]);
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
