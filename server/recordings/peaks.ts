import { AppError } from '../../runtime/error.ts';
import type { Principal } from '../http/principal.ts';
import { findHeard, type AudioQuery } from './audio.ts';
import type { RecordingsDeps } from './deps.ts';
import { findRendition } from './ensure-rendition.ts';
import { floorKey } from './rendition-key.ts';

/**
 * The outline of a sound with its length.
 * @throws AppError `recording_not_found`, `recording_not_ready`, `not_allowed`
 */
export async function findPeaks(
  deps: Pick<RecordingsDeps, 'db' | 'access'>,
  principal: Principal,
  id: string,
  { of, versionId }: Omit<AudioQuery, 'profile'>,
): Promise<{ durationMs: number; peaks: string }> {
  const { version } = await findHeard(deps, principal, id, versionId);
  const found =
    of === 'source'
      ? await deps.db
          .selectFrom('analysis')
          .select(['duration_ms', 'peaks'])
          .where('source_sha256', '=', version.source_sha256)
          .executeTakeFirst()
      : await findRendition(deps.db, floorKey(version));
  if (!found) throw new AppError('recording_not_ready', 'nobody has listened to it yet');
  return { durationMs: found.duration_ms, peaks: found.peaks };
}
