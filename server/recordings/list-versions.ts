import type { RecordingVersionAnswer } from '../../contract/http/recording.ts';
import type { RecordingsDeps } from './deps.ts';
import { toVersions } from './version-answer.ts';

/** Every version of a recording, newest first. */
export async function listVersions(
  deps: Pick<RecordingsDeps, 'db' | 'progressOf'>,
  id: string,
): Promise<RecordingVersionAnswer[]> {
  const rows = await deps.db
    .selectFrom('recording_version')
    .selectAll()
    .where('recording_id', '=', id)
    .orderBy('number', 'desc')
    .execute();
  return await toVersions(deps, rows);
}
