import type { Kysely } from 'kysely';
import type { RecordingAnswer, RecordingVersionAnswer } from '../../contract/http/recording.ts';
import type { Access } from '../access/access.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { makersOf } from './makers.ts';
import type { RecordingRow } from './repo.ts';
import { languageOf, storedTags } from './stored.ts';
import { toVersions, type ProgressOf } from './version-answer.ts';

type Db = Kysely<Database>;

export interface AnswerDeps {
  db: Db;
  access: Access;
  progressOf: ProgressOf;
}

/** Recordings as the API shows them to a person, with a fixed number of queries however many. */
export async function toAnswers(
  { db, access, progressOf }: AnswerDeps,
  principal: Principal,
  rows: readonly RecordingRow[],
): Promise<RecordingAnswer[]> {
  if (rows.length === 0) return [];
  const versionRows = await db
    .selectFrom('recording_version')
    .selectAll()
    .where(
      'id',
      'in',
      rows.flatMap((row) => [row.latest_version_id, row.on_air_version_id ?? []].flat()),
    )
    .execute();
  const versions = await toVersions({ db, progressOf }, versionRows);
  const [authors, makers] = await Promise.all([
    authorsOf(db, rows),
    makersOf(
      db,
      rows.map((row) => row.id),
    ),
  ]);
  const beside = { versions: new Map(versions.map((one) => [one.id, one])), authors };
  return await Promise.all(
    rows.map(async (row) => {
      const answer = toRecording(row, beside);
      const isMaker = makers.get(row.id)?.includes(principal.userId) ?? false;
      const isDecidable =
        !isMaker &&
        row.author_id !== principal.userId &&
        row.archived_at === null &&
        ['ready', 'returned'].includes(answer.latest.state) &&
        (await access.allows(principal, 'recording.approve', row.area_id));
      return { ...answer, isDecidable };
    }),
  );
}

async function authorsOf(db: Db, rows: readonly RecordingRow[]): Promise<Map<string, string>> {
  const ids = rows.map((row) => row.author_id);
  const people = await db
    .selectFrom('user')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map(people.map(({ id, name }) => [id, name]));
}

function toRecording(
  row: RecordingRow,
  beside: {
    versions: ReadonlyMap<string, RecordingVersionAnswer>;
    authors: ReadonlyMap<string, string>;
  },
): Omit<RecordingAnswer, 'isDecidable'> {
  const latest = beside.versions.get(row.latest_version_id);
  if (!latest) throw new Error(`recording ${row.id} has no version`);
  return {
    id: row.id,
    title: row.title,
    areaId: row.area_id,
    programmeId: row.programme_id,
    campaignId: row.campaign_id,
    partnerId: row.partner_id,
    contributor: row.contributor,
    genre: row.genre,
    language: languageOf(row),
    tags: storedTags(row),
    transcript: row.transcript,
    kind: row.kind ?? row.heard_kind,
    isKindCorrected: row.kind !== null,
    authorId: row.author_id,
    authorName: beside.authors.get(row.author_id) ?? '',
    createdAt: row.created_at,
    archivedAt: row.archived_at,
    latest,
    onAir: beside.versions.get(row.on_air_version_id ?? '') ?? null,
  };
}
