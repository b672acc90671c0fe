import { sql, type Kysely } from 'kysely';
import { statesBefore, recordingEvents, type RecordingEvent } from '../../core/recording/states.ts';
import { cutOf, type Cut } from '../../core/recording/cut.ts';
import { AppError } from '../../runtime/error.ts';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;
export type RecordingRow = Database['recording'];
export type VersionRow = Database['recording_version'];

export function findRecording(db: Db, id: string): Promise<RecordingRow | undefined> {
  return db.selectFrom('recording').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findVersion(db: Db, id: string): Promise<VersionRow | undefined> {
  return db.selectFrom('recording_version').selectAll().where('id', '=', id).executeTakeFirst();
}

/** @throws AppError `recording_not_found` */
export async function requireVersion(db: Db, id: string): Promise<VersionRow> {
  const version = await findVersion(db, id);
  if (!version) throw new AppError('recording_not_found', 'the recording is gone');
  return version;
}

export async function insertVersion(trx: Db, row: VersionRow): Promise<void> {
  await trx.insertInto('recording_version').values(row).execute();
}

/** Gives it the next place in the library. */
export async function insertRecording(
  trx: Db,
  row: Omit<RecordingRow, 'search_id'>,
): Promise<void> {
  const place = sql<number>`(select coalesce(max(search_id), 0) + 1 from recording)`;
  await trx
    .insertInto('recording')
    .values({ ...row, search_id: place })
    .execute();
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

/** One version, or all that share a part of a source. */
export type WhichVersions = { id: string } | { source: string; cut: Cut | null };

/**
 * Moves the versions that are in a state from which the event leads on; the others stay. Gives the
 * recordings of those moved, whose rows are then to be refreshed.
 */
export async function moveVersions(
  trx: Db,
  which: WhichVersions,
  event: RecordingEvent,
  { now, why }: { now: number; why?: Why },
): Promise<string[]> {
  const moved = await trx
    .updateTable('recording_version')
    .set({
      state: recordingEvents[event].to,
      state_at: now,
      reason_code: why?.code ?? null,
      reason_detail: why?.detail ?? null,
    })
    .where((eb) =>
      'id' in which
        ? eb('id', '=', which.id)
        : eb.and([
            eb('source_sha256', '=', which.source),
            eb('trim_start_ms', '=', which.cut?.startMs ?? 0),
            eb('trim_end_ms', 'is', which.cut?.endMs ?? null),
          ]),
    )
    .where('state', 'in', statesBefore(event))
    .returning('recording_id')
    .execute();
  return moved.map((row) => row.recording_id);
}

/** The part of its source that a version lets be heard. */
export function versionCut(version: Pick<VersionRow, 'trim_start_ms' | 'trim_end_ms'>): Cut | null {
  return cutOf(version.trim_start_ms, version.trim_end_ms);
}

export async function insertApproval(trx: Db, row: Database['approval']): Promise<void> {
  await trx.insertInto('approval').values(row).execute();
}
