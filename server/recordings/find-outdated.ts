import { sql, type Kysely } from 'kysely';
import { cutOf } from '../../core/recording/cut.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { recordingsOf } from '../../core/broadcast/recordings-of.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import type { Database } from '../store/schema.ts';
import { cutNameInSql } from './cut-name-in-sql.ts';
import { nextAiring } from './next-airing.ts';
import type { RenditionKey } from './rendition-key.ts';
import type { Recipes } from './wanted-recipes.ts';

type Db = Kysely<Database>;

interface Outdated extends RenditionKey {
  recordingId: string;
  isOnAir: boolean;
}

interface FoundRow {
  recordingId: string;
  place: number;
  source: string;
  trim_start_ms: number;
  trim_end_ms: number | null;
  isOnAir: 0 | 1;
}

const pageSize = 500;
const broadcastsAtOnce = 20;
// More are found by the next look.
const mostFound = 2_000;

/**
 * Renditions that are wanted and missing, or that were made by another recipe: what is planned to sound
 * soonest first, then what has been on air longest, then the rest. Looks at a few recordings at a time.
 */
export async function findOutdated(
  { db, clock }: { db: Db; clock: Clock },
  recipes: Recipes,
): Promise<RenditionKey[]> {
  const airings = await nextAirings({ db, clock }, localDateOf(clock.now(), 'UTC'));
  const planned: Outdated[] = [];
  const onAir: Outdated[] = [];
  const others: Outdated[] = [];
  const last = await lastPlace(db);
  for (let from = 0; from < last; from += pageSize) {
    const found = await outdatedOf(db, { from, to: from + pageSize }, recipes);
    for (const one of found) {
      if (airings.has(one.recordingId)) planned.push(one);
      else if (one.isOnAir && onAir.length < mostFound) onAir.push(one);
      else if (!one.isOnAir && others.length < mostFound) others.push(one);
    }
    await clock.sleep(0);
  }
  const airingOf = ({ recordingId }: Outdated) => airings.get(recordingId) ?? '';
  planned.sort((a, b) => (airingOf(a) < airingOf(b) ? -1 : airingOf(a) > airingOf(b) ? 1 : 0));
  return [...planned, ...onAir, ...others].map(({ source, cut, profile }) => ({
    ...{ source, cut, profile },
  }));
}

/** When each planned recording sounds next; broadcasts are read and parsed a few at a time. */
async function nextAirings(
  { db, clock }: { db: Db; clock: Clock },
  today: string,
): Promise<Map<string, string>> {
  const airings = new Map<string, string>();
  let after = '';
  for (;;) {
    const rows = await db
      .selectFrom('broadcast')
      .selectAll()
      .where('id', '>', after)
      .where('state', '=', 'active')
      .where((eb) => eb.or([eb('last_date', 'is', null), eb('last_date', '>=', today)]))
      .orderBy('id')
      .limit(broadcastsAtOnce)
      .execute();
    for (const broadcast of rows.map(toBroadcast)) {
      const airing = nextAiring(broadcast, today);
      if (airing === null) continue;
      for (const recordingId of recordingsOf(broadcast)) {
        const known = airings.get(recordingId);
        if (known === undefined || airing < known) airings.set(recordingId, airing);
      }
    }
    after = rows.at(-1)?.id ?? '';
    if (rows.length < broadcastsAtOnce) return airings;
    // Polls and alerts go first.
    await clock.sleep(0);
  }
}

async function lastPlace(db: Db): Promise<number> {
  const { last } = await db
    .selectFrom('recording')
    .select((eb) => eb.fn.max('search_id').as('last'))
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

/** Of the versions that air or may yet, in the order of the library and of the wanted profiles. */
async function outdatedOf(
  db: Db,
  { from, to }: { from: number; to: number },
  recipes: Recipes,
): Promise<Outdated[]> {
  const found: (Outdated & { place: number })[] = [];
  for (const [profile, recipe] of recipes) {
    const { rows } = await sql<FoundRow>`
      select recording.id as "recordingId", recording.search_id as place,
        version.source_sha256 as source, version.trim_start_ms, version.trim_end_ms,
        version.id is recording.on_air_version_id as "isOnAir"
      from recording
      join recording_version as version
        on version.id in (recording.latest_version_id, recording.on_air_version_id)
      left join rendition on rendition.source_sha256 = version.source_sha256
        and rendition.profile = ${profile} and rendition.cut = ${cutNameInSql('version')}
      where recording.search_id > ${from} and recording.search_id <= ${to}
        and recording.archived_at is null
        and version.state in ('ready', 'returned', 'approved')
        and rendition.recipe is not ${recipe}`.execute(db);
    for (const { trim_start_ms, trim_end_ms, isOnAir, ...row } of rows)
      found.push({
        ...row,
        profile,
        cut: cutOf(trim_start_ms, trim_end_ms),
        isOnAir: isOnAir === 1,
      });
  }
  return found.sort((a, b) => a.place - b.place);
}
