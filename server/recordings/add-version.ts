import type { Transaction } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';
import { contentHash } from './content-hash.ts';
import { ensureRendition } from './ensure-rendition.ts';
import { floorKey } from './rendition-key.ts';
import { insertVersion, updateRecording, type VersionRow } from './repo.ts';

/** A version but for what follows from it. */
export type NewVersion = Omit<
  VersionRow,
  'content_sha256' | 'state' | 'state_at' | 'reason_code' | 'reason_detail' | 'created_at'
> & {
  /** Whether its sound is there already. */
  isReady: boolean;
};

/** Writes a recording's newest version, and asks for its sound where that is not there. */
export async function addVersion(
  trx: Transaction<Database>,
  clock: Clock,
  { isReady, ...given }: NewVersion,
): Promise<VersionRow> {
  const now = clock.now();
  const version: VersionRow = {
    ...given,
    content_sha256: contentHash(given),
    state: isReady ? 'ready' : 'stored',
    state_at: now,
    reason_code: null,
    reason_detail: null,
    created_at: now,
  };
  await insertVersion(trx, version);
  await updateRecording(trx, version.recording_id, { latest_version_id: version.id });
  if (!isReady) await ensureRendition(trx, floorKey(version), { clock, priority: 'waitedFor' });
  return version;
}
