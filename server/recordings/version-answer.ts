import type { Kysely } from 'kysely';
import { sourceAnalysis, type SourceAnalysis } from '../../contract/analysis.ts';
import type { RecordingVersionAnswer } from '../../contract/http/recording.ts';
import { profileNames, type ProfileName } from '../../core/recording/profiles.ts';
import { cutName } from '../../core/recording/cut.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { floorKey, renditionSubject } from './rendition-key.ts';
import { versionCut, type VersionRow } from './repo.ts';
import { storedCuePoints, storedNotes, storedSpeech } from './stored.ts';

/** How far the making of a rendition is, 0 to 1; `null` where none is known to run. */
export type ProgressOf = (subject: string) => number | null;

type Db = Kysely<Database>;
type RenditionRow = Omit<Database['rendition'], 'peaks' | 'recipe' | 'made_at'>;

/** Versions as the API shows them, with a fixed number of queries however many. */
export async function toVersions(
  { db, progressOf }: { db: Db; progressOf: ProgressOf },
  rows: readonly VersionRow[],
): Promise<RecordingVersionAnswer[]> {
  if (rows.length === 0) return [];
  const [analyses, renditions, decisions, authors] = await Promise.all([
    analysesOf(db, rows),
    renditionsOf(db, rows),
    decisionsOf(db, rows),
    authorsOf(db, rows),
  ]);
  return rows.map((row) => {
    const cut = cutName(versionCut(row));
    const made = renditions.get(row.source_sha256) ?? [];
    return {
      ...ownFields(row, progressOf(renditionSubject(floorKey(row)))),
      analysis: analyses.get(row.source_sha256) ?? null,
      renditions: made.filter((one) => one.cut === cut).flatMap(toRendition),
      authorName: authors.get(row.author_id) ?? '',
      decisions: (decisions.get(row.id) ?? []).map(({ by, decision, at, note, notes }) => ({
        ...{ decision, by, at, note, notes: storedNotes(notes) },
      })),
    };
  });
}

function ownFields(
  row: VersionRow,
  running: number | null,
): Omit<RecordingVersionAnswer, 'analysis' | 'renditions' | 'authorName' | 'decisions'> {
  const { reason_code: code, reason_detail: detail } = row;
  const isWaiting = row.state === 'stored' || row.state === 'checking';
  const progress = isWaiting ? running : null;
  return {
    id: row.id,
    number: row.number,
    state: progress === null ? row.state : 'checking',
    reason: code === null ? null : { code, detail: detail ?? '' },
    progress,
    source: { sha256: row.source_sha256, bytes: row.source_bytes, name: row.source_name },
    trimStartMs: row.trim_start_ms,
    trimEndMs: row.trim_end_ms,
    spokenText: row.spoken_text,
    speech: storedSpeech(row),
    cuePoints: storedCuePoints(row),
    notBefore: row.not_before,
    expiresAt: row.expires_at,
    contentHash: row.content_sha256,
    authorId: row.author_id,
    createdAt: row.created_at,
    stateAt: row.state_at,
  };
}

async function analysesOf(
  db: Db,
  rows: readonly VersionRow[],
): Promise<Map<string, SourceAnalysis>> {
  const found = await db
    .selectFrom('analysis')
    .select(['source_sha256 as source', 'facts'])
    .where('source_sha256', 'in', sourcesOf(rows))
    .execute();
  return new Map(
    found.map(({ source, facts }) => [source, sourceAnalysis.parse(JSON.parse(facts))]),
  );
}

async function renditionsOf(
  db: Db,
  rows: readonly VersionRow[],
): Promise<Map<string, RenditionRow[]>> {
  const found = await db
    .selectFrom('rendition')
    .select(['source_sha256', 'cut', 'profile', 'sha256', 'bytes', 'duration_ms'])
    .select(['centi_lufs', 'centi_dbtp', 'is_on_target'])
    .where('source_sha256', 'in', sourcesOf(rows))
    .orderBy('profile', 'desc')
    .execute();
  return groupRows(found, (one) => one.source_sha256);
}

/** What approvers said, newest first. */
async function decisionsOf(db: Db, rows: readonly VersionRow[]) {
  const ids = rows.map((row) => row.id);
  const found = await db
    .selectFrom('approval')
    .innerJoin('user', 'user.id', 'approval.user_id')
    .select(['version_id', 'decision', 'at', 'note', 'notes', 'user.name as by'])
    .where('version_id', 'in', ids)
    .orderBy('at', 'desc')
    .orderBy('approval.id', 'desc')
    .execute();
  return groupRows(found, (one) => one.version_id);
}

async function authorsOf(db: Db, rows: readonly VersionRow[]): Promise<Map<string, string>> {
  const ids = rows.map((row) => row.author_id);
  const people = await db
    .selectFrom('user')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map(people.map(({ id, name }) => [id, name]));
}

function sourcesOf(rows: readonly VersionRow[]): string[] {
  return [...new Set(rows.map((row) => row.source_sha256))];
}

/** None of a profile that is no longer known. */
function toRendition(row: RenditionRow): RecordingVersionAnswer['renditions'] {
  const profile: ProfileName | undefined = profileNames.find((name) => name === row.profile);
  if (!profile) return [];
  return [
    {
      profile,
      sha256: row.sha256,
      bytes: row.bytes,
      durationMs: row.duration_ms,
      centiLufs: row.centi_lufs,
      centiDbtp: row.centi_dbtp,
      isOnTarget: row.is_on_target === 1,
    },
  ];
}
