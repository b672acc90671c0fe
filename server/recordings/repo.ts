import { sql, type Kysely, type SqlBool } from 'kysely';
import {
  statesBefore,
  recordingEvents,
  type RecordingEvent,
  type RecordingState,
} from '../../core/recording/states.ts';
import { readScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { idKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { containsWords } from '../store/search.ts';

type Db = Kysely<Database>;
export type RecordingRow = Database['recording'];
export type VersionRow = Database['recording_version'];

export interface RecordingsQuery extends PageQuery {
  state?: RecordingState | undefined;
  programmeId?: string | undefined;
  q?: string | undefined;
}

/** Recordings that a person may read, newest first. */
export async function listRecordings(
  db: Db,
  principal: Principal,
  { state, programmeId, q, limit, cursor }: RecordingsQuery,
): Promise<Page<RecordingRow>> {
  const after = readCursor(cursor, idKey);
  let recordings = db
    .selectFrom('recording')
    .innerJoin('recording_version as latest', 'latest.id', 'recording.latest_version_id')
    .selectAll('recording')
    .where('recording.area_id', 'in', readScope(principal))
    .where(containsWords('recording.title_folded', q));
  if (state) recordings = recordings.where('latest.state', 'in', storedAs(state));
  if (programmeId !== undefined) recordings = recordings.where('programme_id', '=', programmeId);
  if (after) recordings = recordings.where(sql<SqlBool>`recording.id < ${after[0]}`);
  const rows = await recordings
    .orderBy('recording.id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, ({ id }) => [id]);
}

/** Whether a worker has begun is known to the queue, not to the table. */
function storedAs(state: RecordingState): RecordingState[] {
  return state === 'stored' || state === 'checking' ? ['stored', 'checking'] : [state];
}

export function findRecording(db: Db, id: string): Promise<RecordingRow | undefined> {
  return db.selectFrom('recording').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findVersion(db: Db, id: string): Promise<VersionRow | undefined> {
  return db.selectFrom('recording_version').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertVersion(trx: Db, row: VersionRow): Promise<void> {
  await trx.insertInto('recording_version').values(row).execute();
}

export async function insertRecording(trx: Db, row: RecordingRow): Promise<void> {
  await trx.insertInto('recording').values(row).execute();
}

export async function updateRecording(
  trx: Db,
  id: string,
  change: Partial<Omit<RecordingRow, 'id'>>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await trx.updateTable('recording').set(change).where('id', '=', id).execute();
}

export interface Why {
  code: string;
  detail: string;
}

/** Moves the versions that are in a state from which the event leads on; the others stay. */
export async function moveVersions(
  trx: Db,
  which: { id: string } | { source: string },
  event: RecordingEvent,
  { now, why }: { now: number; why?: Why },
): Promise<void> {
  await trx
    .updateTable('recording_version')
    .set({
      state: recordingEvents[event].to,
      state_at: now,
      reason_code: why?.code ?? null,
      reason_detail: why?.detail ?? null,
    })
    .where('id' in which ? 'id' : 'source_sha256', '=', 'id' in which ? which.id : which.source)
    .where('state', 'in', statesBefore(event))
    .execute();
}

export function findRendition(db: Db, source: string): Promise<Database['rendition'] | undefined> {
  return db
    .selectFrom('rendition')
    .selectAll()
    .where('source_sha256', '=', source)
    .where('profile', '=', 'mp3-48k')
    .executeTakeFirst();
}

export async function saveRendition(trx: Db, row: Database['rendition']): Promise<void> {
  await trx
    .insertInto('rendition')
    .values(row)
    .onConflict((conflict) => conflict.columns(['source_sha256', 'profile']).doUpdateSet(row))
    .execute();
}

export async function insertApproval(trx: Db, row: Database['approval']): Promise<void> {
  await trx.insertInto('approval').values(row).execute();
}
