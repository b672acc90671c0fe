import { sql, type Kysely } from 'kysely';
import { idLength } from '../audit/subject-names.ts';
import type { Database } from '../store/schema.ts';

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
    /** When the words were written that are told here, where that was after the air; what stood there then is not kept. */
    textWrittenAt: number | null;
  } | null;
  decisions: {
    decision: string;
    by: string;
    at: number;
    note: string | null;
    contentSha256: string;
  }[];
}

/** A sound with the version that had been approved when it was due. */
export async function soundOfAir(
  db: Kysely<Database>,
  { mediaSha256, title, dueAt }: { mediaSha256: string; title: string; dueAt: number },
): Promise<DossierSound> {
  const version = await db
    .selectFrom('rendition')
    .innerJoin('recording_version as version', 'version.source_sha256', 'rendition.source_sha256')
    .innerJoin('recording', 'recording.id', 'version.recording_id')
    .innerJoin('user', 'user.id', 'version.author_id')
    .selectAll('version')
    .select(['user.name as author', 'recording.transcript'])
    .where('rendition.sha256', '=', mediaSha256)
    // Of those that sound the same the one that was approved last by then, else ever.
    .orderBy(
      sql`(select max(at) from approval
        where version_id = version.id and decision = 'approved' and at <= ${dueAt})`,
      'desc',
    )
    .orderBy(
      sql`version.id in (select version_id from approval where decision = 'approved')`,
      'desc',
    )
    .orderBy('version.created_at', 'desc')
    .executeTakeFirst();
  if (!version) return { title, mediaSha256, version: null, decisions: [] };
  const words =
    version.spoken_text === null
      ? await transcriptOfAir(db, version.recording_id, { present: version.transcript, dueAt })
      : { text: version.spoken_text, textWrittenAt: null };
  return {
    ...{ title, mediaSha256 },
    version: {
      ...{ recordingId: version.recording_id, number: version.number, author: version.author },
      ...{ createdAt: version.created_at, contentSha256: version.content_sha256 },
      ...{ sourceName: version.source_name, sourceSha256: version.source_sha256 },
      ...words,
    },
    decisions: await decisionsOf(db, version.id),
  };
}

/** What was written down of a recording by then: a recording has the present words alone, the audit has each change. */
async function transcriptOfAir(
  db: Kysely<Database>,
  recordingId: string,
  { present, dueAt }: { present: string | null; dueAt: number },
): Promise<{ text: string | null; textWrittenAt: number | null }> {
  const { rows } = await sql<{ at: number; text: string | null }>`
    select at, json_extract(detail, '$.transcript') as text from audit
    where substr(subject, 1, ${sql.lit(idLength)}) = ${recordingId} and action = 'recording.update'
      and json_type(detail, '$.transcript') is not null
    order by id`.execute(db);
  const last = rows.at(-1);
  if (!last || last.at <= dueAt) return { text: present, textWrittenAt: null };
  const then = rows.findLast(({ at }) => at <= dueAt);
  if (then) return { text: then.text === '' ? null : then.text, textWrittenAt: null };
  return { text: present, textWrittenAt: present === null ? null : last.at };
}

function decisionsOf(db: Kysely<Database>, versionId: string) {
  return db
    .selectFrom('approval')
    .innerJoin('user', 'user.id', 'approval.user_id')
    .select(['decision', 'user.name as by', 'at', 'note', 'content_sha256 as contentSha256'])
    .where('version_id', '=', versionId)
    .orderBy('at')
    .execute();
}
