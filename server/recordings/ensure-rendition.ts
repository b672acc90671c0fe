import type { Kysely, Transaction } from 'kysely';
import { priorities, type Priority } from '../../contract/jobs.ts';
import { cutName } from '../../core/recording/cut.ts';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import { ensureWork } from '../jobs/work.ts';
import type { Database } from '../store/schema.ts';
import { renditionSubject, type RenditionKey } from './rendition-key.ts';

/** Longest recording that is taken. */
const longestMs = 3 * 3600_000;

type Db = Kysely<Database>;

export function findRendition(
  db: Db,
  { source, cut, profile }: RenditionKey,
): Promise<Database['rendition'] | undefined> {
  return db
    .selectFrom('rendition')
    .selectAll()
    .where('source_sha256', '=', source)
    .where('cut', '=', cutName(cut))
    .where('profile', '=', profile)
    .executeTakeFirst();
}

/** Whether all is there that a version needs to be ready: analysis, rendition and the file itself. */
export async function hasSound(
  { db, media }: { db: Db; media: MediaStore },
  floor: RenditionKey,
): Promise<boolean> {
  if (!(await isAnalysed(db, floor.source))) return false;
  const rendition = await findRendition(db, floor);
  return rendition !== undefined && (await media.has(rendition.sha256));
}

export async function isAnalysed(db: Db, source: string): Promise<boolean> {
  const row = await db
    .selectFrom('analysis')
    .select('source_sha256')
    .where('source_sha256', '=', source)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Asks for a rendition, in the transaction of the version that waits for it, and for the analysis of
 * a source that was never listened to. What is under way is not begun again, but
 * becomes more urgent as long as it waits in the table; what is in the queue keeps its place there.
 */
export async function ensureRendition(
  trx: Transaction<Database>,
  key: RenditionKey,
  { clock, priority }: { clock: Clock; priority: Priority },
): Promise<void> {
  const subject = renditionSubject(key);
  const underWay = await trx
    .selectFrom('work')
    .select(['id', 'priority'])
    .where('kind', '=', 'transcode')
    .where('subject', '=', subject)
    .where('state', 'in', ['due', 'queued'])
    .executeTakeFirst();
  if (underWay) {
    if (underWay.priority <= priorities[priority]) return;
    const { id } = underWay;
    await trx
      .updateTable('work')
      .set({ priority: priorities[priority] })
      .where('id', '=', id)
      .execute();
    return;
  }
  const isAnalysisWanted = !(await isAnalysed(trx, key.source));
  const payload = { ...key, limitMs: longestMs, isAnalysisWanted };
  await ensureWork(trx, { kind: 'transcode', subject, payload, clock, priority });
}
