import type { Kysely, Transaction } from 'kysely';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import { ensureWork } from '../jobs/work.ts';
import type { Database } from '../store/schema.ts';
import { findRendition } from './repo.ts';

/** Longest recording that is taken. */
const longestMs = 3 * 3600_000;

/** Whether a source has been transcoded and the file is still there. */
export async function hasRendition(
  { db, media }: { db: Kysely<Database>; media: MediaStore },
  source: string,
): Promise<boolean> {
  const rendition = await findRendition(db, source);
  return rendition !== undefined && (await media.has(rendition.sha256));
}

/**
 * Asks for the transcoding of a source, in the transaction of the version that waits for it. All
 * versions of a source wait for the same work: what is under way is not begun again.
 */
export async function ensureRendition(
  trx: Transaction<Database>,
  source: string,
  clock: Clock,
): Promise<void> {
  const underWay = await trx
    .selectFrom('work')
    .select('id')
    .where('kind', '=', 'transcode')
    .where('subject', '=', source)
    .where('state', 'in', ['due', 'queued'])
    .executeTakeFirst();
  if (underWay) return;
  await ensureWork(trx, {
    kind: 'transcode',
    subject: source,
    payload: { source, profile: 'mp3-48k', limitMs: longestMs },
    clock,
  });
}
