import { sql, type Kysely } from 'kysely';
import type { AsRunRow } from '../../contract/http/occurrences.ts';
import type { PinnedNote } from '../../contract/http/recording.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import { daysFrom } from '../../core/time/zoned.ts';
import type { Tree } from '../../core/area/tree.ts';
import type { Principal } from '../http/principal.ts';
import { storedNotes } from '../recordings/stored.ts';
import { asRun } from '../reports/as-run.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { isInScopeOnDay, type DatedRow } from '../territory/beneath-on-day.ts';

/** A sound that was to be aired, its words, and who approved it. */
export interface DossierSound {
  title: string;
  /** Of the file that endpoints play. */
  mediaSha256: string;
  version: {
    recordingId: string;
    number: number;
    author: string;
    createdAt: number;
    /** What the approval is bound to. */
    contentSha256: string;
    sourceName: string;
    sourceSha256: string;
    /** As it was spoken, or as somebody wrote it down. */
    text: string | null;
  } | null;
  decisions: {
    decision: string;
    by: string;
    at: number;
    note: string | null;
    /** At places of the source. */
    notes: readonly PinnedNote[];
    contentSha256: string;
  }[];
}

/** All that is known of one broadcast at one time. */
export interface Dossier {
  occurrence: string;
  title: string;
  /** The row of the broadcast in the version that stands, and who made it. */
  broadcast: { version: number; author: string; class: string; owner: string; row: unknown };
  rows: AsRunRow[];
  sounds: DossierSound[];
}

// What found no room may have been moved to a later day of the horizon.
const movedDays = 7;

/** `null` where there is no such occurrence, or nothing of it that the person may read. */
export async function readDossier(
  { db, tree, now }: { db: Kysely<Database>; tree: Tree; now: number },
  principal: Principal,
  occurrence: string,
): Promise<Dossier | null> {
  const ref = parseOccurrenceId(occurrence);
  const broadcast = ref && (await readBroadcast(db, ref.broadcastId));
  if (!broadcast) return null;
  const rows: AsRunRow[] = [];
  for (const date of daysFrom(ref.date, movedDays + 1)) {
    const days = { from: date, to: date };
    const isMeant = (row: DatedRow) =>
      isInScopeOnDay(tree, { principal, action: 'read' }, days, row);
    const ofDay = await asRun(db, { ...days, isMeant, broadcastId: ref.broadcastId }, now);
    rows.push(...ofDay.filter((row) => row.occurrence === occurrence));
  }
  if (rows.length === 0) return null;
  const titles = new Map(
    rows.flatMap(({ mediaSha256, title }) => (mediaSha256 === null ? [] : [[mediaSha256, title]])),
  );
  const sounds: DossierSound[] = [];
  for (const [mediaSha256, title] of titles)
    sounds.push(await readSound(db, { mediaSha256, title }));
  return { occurrence, title: broadcast.title, broadcast, rows, sounds };
}

async function readBroadcast(db: Kysely<Database>, id: string) {
  const found = await db
    .selectFrom('broadcast')
    .innerJoin('user', 'user.id', 'broadcast.author_id')
    .innerJoin('area', 'area.id', 'broadcast.owner_area_id')
    .selectAll('broadcast')
    .select(['user.name as author', 'area.name as owner'])
    .where('broadcast.id', '=', id)
    .executeTakeFirst();
  if (!found) return null;
  const { author, owner, ...row } = found;
  return { title: row.title, version: row.version, author, class: row.class, owner, row };
}

async function readSound(
  db: Kysely<Database>,
  { mediaSha256, title }: { mediaSha256: string; title: string },
): Promise<DossierSound> {
  const versions = await db
    .selectFrom('rendition')
    .innerJoin('recording_version as version', 'version.source_sha256', 'rendition.source_sha256')
    .innerJoin('recording', 'recording.id', 'version.recording_id')
    .innerJoin('user', 'user.id', 'version.author_id')
    .selectAll('version')
    .select(['user.name as author', 'recording.transcript'])
    .where('rendition.sha256', '=', mediaSha256)
    // The one that was approved, of those that sound the same.
    .orderBy(
      sql`version.id in (select version_id from approval where decision = 'approved')`,
      'desc',
    )
    .orderBy('version.created_at', 'desc')
    .execute();
  const [version] = versions;
  if (!version) return { title, mediaSha256, version: null, decisions: [] };
  return {
    ...{ title, mediaSha256 },
    version: {
      ...{ recordingId: version.recording_id, number: version.number, author: version.author },
      ...{ createdAt: version.created_at, contentSha256: version.content_sha256 },
      ...{ sourceName: version.source_name, sourceSha256: version.source_sha256 },
      text: version.spoken_text ?? version.transcript,
    },
    decisions: await decisionsOf(db, [version.id]),
  };
}

async function decisionsOf(db: Kysely<Database>, versionIds: readonly string[]) {
  const rows = await db
    .selectFrom('approval')
    .innerJoin('user', 'user.id', 'approval.user_id')
    .select(['decision', 'user.name as by', 'at', 'content_sha256 as contentSha256'])
    .select(['note', 'notes'])
    .where('version_id', 'in', among(versionIds))
    .orderBy('at')
    .execute();
  return rows.map((row) => ({ ...row, notes: storedNotes(row.notes) }));
}
