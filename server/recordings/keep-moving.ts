import { sql, type Kysely } from 'kysely';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import { dropWork } from '../jobs/work.ts';
import type { Database } from '../store/schema.ts';
import { cutNameInSql } from './cut-name-in-sql.ts';
import { ensureRendition, hasSound } from './ensure-rendition.ts';
import { refreshColumns } from './refresh.ts';
import { floorKey, floorProfile, renditionSubject } from './rendition-key.ts';
import { moveVersions, type VersionRow } from './repo.ts';

export interface KeepMovingDeps {
  db: Kysely<Database>;
  media: MediaStore;
  clock: Clock;
}

/** A version that waits longer has failed; whoever wishes may try again. */
const longestWaitMs = 24 * 3600_000;
const tooLong = 'Nobody could check it for a day: is a worker running?';
const batch = 50;

/**
 * Sees to it that no version waits for nothing: what has no living work is asked for again, what has
 * waited too long fails. Gives the recordings whose state it changed.
 */
export async function keepMoving(deps: KeepMovingDeps): Promise<string[]> {
  const { db, clock } = deps;
  const changed: string[] = [];
  const expired = await waiting(db)
    .where('version.state_at', '<', clock.now() - longestWaitMs)
    .execute();
  for (const version of expired) changed.push(...(await expire(deps, version)));
  const stranded = await waiting(db)
    .where((eb) => eb.not(eb.exists(livingWork(db))))
    .execute();
  for (const version of stranded) changed.push(...(await restart(deps, version)));
  return [...new Set(changed)];
}

function waiting(db: Kysely<Database>) {
  return db
    .selectFrom('recording_version as version')
    .selectAll('version')
    .where('version.state', 'in', ['stored', 'checking'])
    .orderBy('version.state_at')
    .limit(batch);
}

function livingWork(db: Kysely<Database>) {
  const subject = sql<string>`version.source_sha256 || ':' || ${cutNameInSql('version')}
    || ':' || ${floorProfile}`;
  return db
    .selectFrom('work')
    .select('work.id')
    .where('work.kind', '=', 'transcode')
    .where('work.subject', '=', subject)
    .where('work.state', 'in', ['due', 'queued']);
}

async function expire({ db, clock }: KeepMovingDeps, version: VersionRow): Promise<string[]> {
  const subjects = [renditionSubject(floorKey(version))];
  const why = { code: 'time_limit', detail: tooLong };
  return await db.transaction().execute(async (trx) => {
    const moved = await moveVersions(trx, { id: version.id }, 'fail', { now: clock.now(), why });
    await dropWork(trx, { kind: 'transcode', subjects, clock });
    await refreshColumns(trx, moved);
    return moved;
  });
}

async function restart(deps: KeepMovingDeps, version: VersionRow): Promise<string[]> {
  const { db, clock } = deps;
  const isReady = await hasSound(deps, floorKey(version));
  return await db.transaction().execute(async (trx) => {
    if (!isReady) {
      await ensureRendition(trx, floorKey(version), { clock, priority: 'usual' });
      return [];
    }
    const moved = await moveVersions(trx, { id: version.id }, 'finish', { now: clock.now() });
    await refreshColumns(trx, moved);
    return moved;
  });
}
