import type { Kysely } from 'kysely';
import type { AsRunRow } from '../../../contract/http/occurrences.ts';
import { rankOn, type Tree } from '../../../core/area/tree.ts';
import { mediaOf, type Entry } from '../../../core/playlist/playlist.ts';
import { parseOccurrenceId } from '../../../core/recurrence/occurrence-id.ts';
import { originOf } from '../../../core/report/origin.ts';
import type { SettledEntry } from '../../../core/report/settle.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { among } from '../../store/among.ts';
import type { Database } from '../../store/schema.ts';
import { plannedRows, type PlannedRow } from '../as-run.ts';

/** Days of some stations. */
export interface StationDays {
  date: LocalDate;
  stationIds: readonly string[];
}

/** An entry of a station's day with the row that people read. */
export interface SettledRow {
  stationId: string;
  settled: SettledEntry;
  row: AsRunRow;
}

/**
 * Every entry of those days at every endpoint, in order of time. Openings and closings of sessions are left
 * out: nobody asked for them.
 */
export async function settledRows(
  db: Kysely<Database>,
  { tree, now }: { tree: Tree; now: number },
  { date, stationIds }: StationDays,
): Promise<SettledRow[]> {
  const planned = await plannedRows(db, { from: date, to: date, stationIds }, now);
  const owners = await ownersOf(db, planned);
  const items = await itemNames(db, planned);
  return planned.flatMap(({ day, entry, row }) => {
    const broadcastId = broadcastOf(entry);
    const ownerAreaId = owners.get(broadcastId);
    if (ownerAreaId === undefined) return [];
    const ranks = {
      owner: rankOn(tree, ownerAreaId, date),
      station: rankOn(tree, day.stationAreaId, date),
    };
    const settled: SettledEntry = {
      ...{ endpointId: day.endpointId, areaId: day.areaId, broadcastId },
      stationAreaId: day.stationAreaId,
      ...{ item: items(entry), class: entry.class, origin: originOf(entry, ranks) },
      ...{ verdict: row.verdict, dueAt: row.dueAt, durationMs: row.durationMs },
      ...{ heardMs: row.heardMs, toTheEar: row.toTheEar },
      waitsForWord: day.endpointKind === 'person',
    };
    return [{ stationId: day.stationId, settled, row }];
  });
}

async function ownersOf(
  db: Kysely<Database>,
  planned: readonly PlannedRow[],
): Promise<Map<string, string>> {
  const ids = [...new Set(planned.map(({ entry }) => broadcastOf(entry)))];
  const rows = await db
    .selectFrom('broadcast')
    .select(['id', 'owner_area_id'])
    .where('id', 'in', among(ids))
    .execute();
  return new Map(rows.map((row) => [row.id, row.owner_area_id]));
}

function broadcastOf({ occurrence }: Entry): string {
  return parseOccurrenceId(occurrence)?.broadcastId ?? '';
}

/** Finds the recording of an entry by the file that it plays; of several with the same sound, the first made. */
async function itemNames(
  db: Kysely<Database>,
  planned: readonly PlannedRow[],
): Promise<(entry: Entry) => string> {
  const files = new Set(planned.flatMap(({ entry }) => mediaOf(entry)?.sha256 ?? []));
  const rows = await db
    .selectFrom('rendition')
    .innerJoin('recording_version', 'recording_version.source_sha256', 'rendition.source_sha256')
    .select((eb) => ['rendition.sha256', eb.fn.min('recording_id').as('recordingId')])
    .where('rendition.sha256', 'in', among([...files]))
    .groupBy('rendition.sha256')
    .execute();
  const recordings = new Map(rows.map(({ sha256, recordingId }) => [sha256, recordingId]));
  return (entry) => {
    if (entry.source.type !== 'media') return entry.source.type;
    return recordings.get(mediaOf(entry)?.sha256 ?? '') ?? '';
  };
}
