import type { Kysely } from 'kysely';
import type { LibraryItem } from '../../core/compile/library-item.ts';
import { cutNameInSql } from '../recordings/cut-name-in-sql.ts';
import type { Database } from '../store/schema.ts';

const batch = 500;
/** What may air of some recordings: the version on air, or why there is none. Unknown ids are missing. */
export async function loadLibrary(
  db: Kysely<Database>,
  recordingIds: readonly string[],
): Promise<Map<string, LibraryItem>> {
  const library = new Map<string, LibraryItem>();
  const distinct = [...new Set(recordingIds)];
  for (let from = 0; from < distinct.length; from += batch) {
    const rows = await readRows(db, distinct.slice(from, from + batch));
    for (const row of rows) library.set(row.id, toItem(row));
  }
  return library;
}

type Row = Awaited<ReturnType<typeof readRows>>[number];

function readRows(db: Kysely<Database>, ids: readonly string[]) {
  return db
    .selectFrom('recording')
    .leftJoin('recording_version as air', 'air.id', 'recording.on_air_version_id')
    .innerJoin('recording_version as latest', 'latest.id', 'recording.latest_version_id')
    .leftJoin('rendition', (join) =>
      join
        .onRef('rendition.source_sha256', '=', 'air.source_sha256')
        .on('rendition.profile', '=', 'mp3-48k')
        .on('rendition.cut', '=', cutNameInSql('air')),
    )
    .leftJoin('analysis', 'analysis.source_sha256', 'air.source_sha256')
    .select([
      'recording.id',
      'recording.title',
      'recording.kind as correctedKind',
      'analysis.kind as heardKind',
      'air.state as airState',
      'air.not_before as notBefore',
      'air.expires_at as expiresAt',
      'latest.state as latestState',
      'rendition.sha256',
      'rendition.bytes',
      'rendition.duration_ms as durationMs',
    ])
    .where('recording.id', 'in', ids)
    .execute();
}

function toItem(row: Row): LibraryItem {
  const { sha256, bytes, durationMs } = row;
  const isEncoded = sha256 !== null && bytes !== null;
  return {
    recordingId: row.id,
    title: row.title,
    state: stateOf(row),
    // What nobody has listened to may be speech, which is never cut.
    kind: row.correctedKind ?? row.heardKind ?? 'speech',
    // What a machine took for music may be speech after all.
    mayBeCut: row.correctedKind === 'music',
    notBefore: row.notBefore,
    expiresAt: row.expiresAt,
    durationMs: durationMs ?? 0,
    profiles: isEncoded ? { 'mp3-48k': { sha256, bytes } } : {},
  };
}

function stateOf({ airState, latestState }: Row): LibraryItem['state'] {
  if (airState === 'approved') return 'approved';
  return (airState ?? latestState) === 'withdrawn' ? 'withdrawn' : 'not_approved';
}
