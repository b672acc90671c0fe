import type { Kysely } from 'kysely';
import type { RecordingAnswer, RecordingVersionAnswer } from '../../contract/http/recordings.ts';
import type { Database } from '../store/schema.ts';
import type { RecordingRow, VersionRow } from './repo.ts';

/** How far the transcoding of a source is, 0 to 1; `null` where none is known to run. */
export type ProgressOf = (source: string) => number | null;

type Db = Kysely<Database>;
type Decision = { version_id: string; at: number; note: string | null; by: string };

/** Recordings as the API shows them, with a fixed number of queries however many there are. */
export async function toAnswers(
  db: Db,
  rows: readonly RecordingRow[],
  progressOf: ProgressOf,
): Promise<RecordingAnswer[]> {
  if (rows.length === 0) return [];
  const versionIds = rows
    .flatMap((row) => [row.latest_version_id, row.on_air_version_id ?? []])
    .flat();
  const versions = await db
    .selectFrom('recording_version')
    .selectAll()
    .where('id', 'in', versionIds)
    .execute();
  const sources = versions.map((version) => version.source_sha256);
  const [renditions, decisions, authors] = await Promise.all([
    db.selectFrom('rendition').selectAll().where('source_sha256', 'in', sources).execute(),
    lastDecisions(db, versionIds),
    db
      .selectFrom('user')
      .select(['id', 'name'])
      .where(
        'id',
        'in',
        rows.map((row) => row.author_id),
      )
      .execute(),
  ]);
  const nameOf = new Map(authors.map(({ id, name }) => [id, name]));
  const answers = new Map(
    versions.map((version) => [
      version.id,
      toVersion(version, {
        renditions: renditions.filter((one) => one.source_sha256 === version.source_sha256),
        decision: decisions.get(version.id),
        progress: progressOf(version.source_sha256),
      }),
    ]),
  );
  return rows.map((row) => toRecording(row, answers, nameOf.get(row.author_id) ?? ''));
}

/** The newest decision on each version, and by whom. */
async function lastDecisions(
  db: Db,
  versionIds: readonly string[],
): Promise<Map<string, Decision>> {
  const rows = await db
    .selectFrom('approval')
    .innerJoin('user', 'user.id', 'approval.user_id')
    .select(['version_id', 'at', 'note', 'user.name as by'])
    .where('version_id', 'in', versionIds)
    .orderBy('approval.id')
    .execute();
  return new Map(rows.map((row) => [row.version_id, row]));
}

function toRecording(
  row: RecordingRow,
  versions: ReadonlyMap<string, RecordingVersionAnswer>,
  authorName: string,
): RecordingAnswer {
  const latest = versions.get(row.latest_version_id);
  if (!latest) throw new Error(`recording ${row.id} has no version`);
  return {
    id: row.id,
    title: row.title,
    areaId: row.area_id,
    programmeId: row.programme_id,
    authorId: row.author_id,
    authorName,
    createdAt: row.created_at,
    latest,
    onAir: versions.get(row.on_air_version_id ?? '') ?? null,
  };
}

function toVersion(
  row: VersionRow,
  beside: {
    renditions: readonly Database['rendition'][];
    decision: Decision | undefined;
    progress: number | null;
  },
): RecordingVersionAnswer {
  const isWaiting = row.state === 'stored' || row.state === 'checking';
  const progress = isWaiting ? beside.progress : null;
  return {
    id: row.id,
    number: row.number,
    state: progress === null ? row.state : 'checking',
    reason:
      row.reason_code === null ? null : { code: row.reason_code, detail: row.reason_detail ?? '' },
    progress,
    source: { sha256: row.source_sha256, bytes: row.source_bytes, name: row.source_name },
    notBefore: row.not_before,
    expiresAt: row.expires_at,
    contentHash: row.content_sha256,
    renditions: beside.renditions.map(toRendition),
    authorId: row.author_id,
    decidedBy: beside.decision?.by ?? null,
    decidedAt: beside.decision?.at ?? null,
    note: beside.decision?.note ?? null,
    stateAt: row.state_at,
  };
}

function toRendition(row: Database['rendition']): RecordingVersionAnswer['renditions'][number] {
  return {
    profile: 'mp3-48k',
    sha256: row.sha256,
    bytes: row.bytes,
    durationMs: row.duration_ms,
    centiLufs: row.centi_lufs,
    centiDbtp: row.centi_dbtp,
  };
}
