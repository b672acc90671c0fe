import { sql, type Kysely, type RawBuilder } from 'kysely';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';

/**
 * Who had a hand in recordings, by recording: the author of each version, and whoever wrote the text that
 * it speaks. None of them decides on it.
 */
export async function makersOf(
  db: Kysely<Database>,
  recordingIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db
    .selectFrom('recording_version as version')
    .leftJoin('speech', 'speech.id', 'version.speech_id')
    .select(['version.recording_id as id', 'version.author_id as by', 'speech.user_id as writer'])
    .where('version.recording_id', 'in', recordingIds)
    .execute();
  const groups = groupRows(rows, ({ id }) => id);
  return new Map(
    [...groups].map(([id, group]) => [
      id,
      group.flatMap(({ by, writer }) => (writer === null ? [by] : [by, writer])),
    ]),
  );
}

/** Whether the recording of the query around it was made without a person. */
export function isMadeByOthers(userId: string): RawBuilder<boolean> {
  return sql<boolean>`not exists (select 1 from recording_version as version
    left join speech on speech.id = version.speech_id
    where version.recording_id = recording.id
      and (version.author_id = ${userId} or speech.user_id = ${userId}))`;
}
