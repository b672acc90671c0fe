import type { Kysely } from 'kysely';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';

export interface SweepRelaysDeps {
  db: Kysely<Database>;
  media: MediaStore;
  clock: Clock;
}

const dayMs = 24 * 3_600_000;
/** A week in which somebody may ask what was sent; its encodings are kept for longer. */
const sourceKeptMs = 7 * dayMs;
const plansKeptMs = 30 * dayMs;
const batch = 200;

/**
 * Puts recorded relays away whose day is long over, without the file that they were made of: half an hour a day
 * would fill any disk. What was planned is forgotten later.
 */
export async function sweepRelays(deps: SweepRelaysDeps): Promise<void> {
  const { db, clock } = deps;
  while ((await putAway(deps)) === batch) await clock.sleep(0);
  const before = clock.now() - plansKeptMs;
  await db.deleteFrom('relay_item').where('sounds_at', '<', before).execute();
  await db
    .deleteFrom('capture')
    .where('recording_id', 'is', null)
    .where('starts_at', '<', before)
    .where('id', 'not in', (eb) => eb.selectFrom('relay_item').select('capture_id'))
    .execute();
  await db
    .deleteFrom('work')
    .where('kind', '=', 'capture')
    .where('state', 'in', ['done', 'failed'])
    .where('updated_at', '<', before)
    .execute();
}

async function putAway({ db, media, clock }: SweepRelaysDeps): Promise<number> {
  const now = clock.now();
  const over = await db
    .selectFrom('recording')
    .innerJoin('recording_version as version', 'version.id', 'recording.latest_version_id')
    .select(['recording.id', 'version.source_sha256 as source'])
    .where('recording.capture_id', 'is not', null)
    .where('recording.archived_at', 'is', null)
    .where('recording.expires_at', '<', now - sourceKeptMs)
    .limit(batch)
    .execute();
  for (const { id, source } of over) {
    await db.transaction().execute(async (trx) => {
      await trx.updateTable('recording').set({ archived_at: now }).where('id', '=', id).execute();
      // It does not count for what a person may keep any more.
      await trx
        .updateTable('recording_version')
        .set({ source_bytes: 0 })
        .where('recording_id', '=', id)
        .execute();
    });
    if (!(await isUsedElsewhere(db, id, source))) await media.remove(source);
  }
  return over.length;
}

async function isUsedElsewhere(db: Kysely<Database>, id: string, source: string) {
  const version = await db
    .selectFrom('recording_version')
    .select('id')
    .where('source_sha256', '=', source)
    .where('recording_id', '!=', id)
    .limit(1)
    .executeTakeFirst();
  return version !== undefined;
}
