import { sql, type Kysely, type SqlBool } from 'kysely';
import { jobs } from '../../contract/jobs.ts';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import { isWantedPush } from '../deliveries/is-wanted-push.ts';
import { sweepRelays } from '../relays/sweep-relays.ts';
import { sweepSpeeches } from '../speech/sweep-speeches.ts';
import { among } from './among.ts';
import type { Database } from './schema.ts';

export interface SweepDeps {
  db: Kysely<Database>;
  media: MediaStore;
  clock: Clock;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
// An endpoint that was away may still ask for what an older head names; heads live nine days.
const objectsKeptMs = 30 * dayMs;
const batch = 200;

/** Removes what nobody needs any more. */
export async function sweep(deps: SweepDeps): Promise<void> {
  const { db, media, clock } = deps;
  const now = clock.now();
  await media.sweepTemp(dayMs, clock);
  await db.deleteFrom('sign_in').where('expires_at', '<', now).execute();
  await db
    .deleteFrom('access_token')
    .where('expires_at', '<', now - 30 * dayMs)
    .execute();
  await db
    .deleteFrom('pairing_code')
    .where('expires_at', '<', now - 7 * dayMs)
    .execute();
  await sweepSpeeches(deps);
  await sweepRelays(deps);
  await sweepObjects(db, now - objectsKeptMs);
  while ((await sweepPushes(deps, now - hourMs)) === batch) await clock.sleep(0);
}

/** Playlists and rulings that were replaced before their day, and that no proof refers to. */
async function sweepObjects(db: Kysely<Database>, madeBefore: number): Promise<void> {
  await sql`delete from object where created_at < ${madeBefore}
    and kind in ('playlist', 'rulings')
    and sha256 not in (select playlist_sha256 from holding)
    and sha256 not in (select playlist_sha256 from endpoint_day)
    and sha256 not in (select rulings_sha256 from endpoint_day)`.execute(db);
}

/**
 * Bodies of pushes that are over; the deliveries themselves stay. What failed for good and is still wanted stays too,
 * for whoever looks after failures. Gives how many it dealt with.
 */
async function sweepPushes({ db, media }: SweepDeps, endedBefore: number): Promise<number> {
  const over = await db
    .selectFrom('work')
    .select(['id', 'payload'])
    .where('kind', '=', 'push')
    .where('state', 'in', ['done', 'failed'])
    .where('updated_at', '<', endedBefore)
    .where(
      sql<SqlBool>`(work.state = 'done' or not exists (select 1 from delivery
        join endpoint on endpoint.id = delivery.endpoint_id
        where delivery.id = work.subject and ${isWantedPush}))`,
    )
    .limit(batch)
    .execute();
  if (over.length === 0) return 0;
  const running = await db
    .selectFrom('work')
    .select('payload')
    .where('kind', '=', 'push')
    .where((eb) =>
      eb.or([
        eb('state', 'in', ['due', 'queued']),
        // Kept ones may share a body with those that go.
        eb.and([eb('state', '=', 'failed'), eb('id', 'not in', among(over.map(({ id }) => id)))]),
      ]),
    )
    .execute();
  const needed = new Set(running.map(({ payload }) => fileOf(payload)));
  for (const file of new Set(over.map(({ payload }) => fileOf(payload))))
    if (!needed.has(file)) await media.remove(file);
  await db
    .deleteFrom('work')
    .where(
      'id',
      'in',
      over.map(({ id }) => id),
    )
    .where('state', 'in', ['done', 'failed'])
    .execute();
  return over.length;
}

function fileOf(text: string): string {
  const { pack, body } = jobs.push.payload.parse(JSON.parse(text));
  return pack?.file ?? body;
}
