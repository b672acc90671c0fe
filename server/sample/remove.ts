import { sql, type Kysely, type Transaction } from 'kysely';
import { AppError } from '../../runtime/error.ts';
import { requireAtRoot } from '../access/require-at-root.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import type { SampleDeps } from './deps.ts';
import { encloseSample, leaningOn, ownIn } from './describe.ts';
import type { Enclosed } from './enclosed.ts';
import { endSample, markSample, readSample, type SampleFact } from './sample-fact.ts';

type Trx = Transaction<Database>;

/**
 * Removes all sample data in one transaction; nothing outside of it is touched.
 * @throws AppError `sample_missing`, `sample_in_use`, `sample_holds_own`, `not_allowed`
 */
export async function removeSample(
  deps: SampleDeps,
  principal: Principal,
  { withOwn }: { withOwn: boolean },
): Promise<void> {
  const { db, access, media, clock, onLockedOut } = deps;
  await requireAtRoot(access, principal, 'area.write');
  const { files, endpointIds } = await db.transaction().execute(async (trx) => {
    // What belongs together goes at once, in whatever order.
    await sql`pragma defer_foreign_keys = on`.execute(trx);
    const fact = await readSample(trx);
    if (!fact) throw new AppError('sample_missing', 'no sample data is loaded');
    await keepSharedSpeeches(trx, principal.userId, fact);
    const enclosed = await encloseSample(trx, fact);
    if ((await leaningOn(trx, enclosed, fact)).length > 0)
      throw new AppError('sample_in_use', 'something outside makes use of it');
    const own = await ownIn(trx, enclosed);
    if (own.length > 0 && !withOwn)
      throw new AppError('sample_holds_own', `others made ${own.length} things inside it`);
    const sounds = await takeSounds(trx, enclosed);
    const objects = await objectsOf(trx, enclosed);
    const named = await namesIn(trx, enclosed);
    // What was noted of a station is only let go where that is a sample.
    await markSample(trx, 'station', [...(enclosed.ids.get('station') ?? [])]);
    for (const table of enclosed.tables) {
      const rows = enclosed.rowsOf(table);
      if (rows) await sql`delete from ${sql.table(table)} where ${rows}`.execute(trx);
    }
    await dropObjects(trx, objects, { named, since: fact.loadedAt });
    const unused = await dropSounds(trx, sounds);
    await endSample(trx);
    await recordAudit(trx, {
      ...{ clock, userId: principal.userId, action: 'sample.remove', subject: fact.areaId },
      ...{ areaId: null, detail: { own: own.map(({ kind, name }) => `${kind}: ${name}`) } },
    });
    return { files: unused, endpointIds: enclosed.ids.get('endpoint') ?? new Set<string>() };
  });
  access.forget();
  for (const id of endpointIds) onLockedOut(id);
  for (const file of files) await media.remove(file);
}

/** A text that somebody else had spoken too stays theirs. */
async function keepSharedSpeeches(trx: Trx, userId: string, { people }: SampleFact): Promise<void> {
  await sql`update speech set user_id = ${userId}
    where user_id in ${among(Object.values(people))} and exists (
      select 1 from recording_version v join recording r on r.id = v.recording_id
      where v.speech_id = speech.id and r.author_id not in ${among(Object.values(people))})`.execute(
    trx,
  );
}

/** The sources of its recordings and speeches, whose rows are taken out of the search. */
async function takeSounds(trx: Trx, enclosed: Enclosed): Promise<string[]> {
  const recordings = among([...(enclosed.ids.get('recording') ?? [])]);
  await sql`delete from recording_search where rowid in (
    select search_id from recording where id in ${recordings})`.execute(trx);
  const speeches = enclosed.rowsOf('speech') ?? sql`0`;
  const { rows } = await sql<{ source: string | null; speech: string | null }>`
    select source_sha256 as source, null as speech from recording_version
      where recording_id in ${recordings}
    union select source_sha256, id from speech where ${speeches}`.execute(trx);
  const ids = rows.flatMap(({ speech }) => speech ?? []);
  await sql`delete from work where kind = 'speak' and subject in ${among(ids)}`.execute(trx);
  return [...new Set(rows.flatMap(({ source }) => source ?? []))];
}

/** What was made of sounds that nobody else has; gives their files. */
async function dropSounds(trx: Trx, sources: readonly string[]): Promise<string[]> {
  const { rows: unused } = await sql<{ source: string }>`
    select value as source from json_each(${JSON.stringify(sources)}) where
      not exists (select 1 from recording_version where source_sha256 = value)
      and not exists (select 1 from speech where source_sha256 = value)
      and not exists (select 1 from upload where source_sha256 = value)`.execute(trx);
  const gone = unused.map(({ source }) => source);
  const { rows } = await sql<{ sha256: string }>`
    select sha256 from rendition where source_sha256 in ${among(gone)}`.execute(trx);
  await sql`delete from rendition where source_sha256 in ${among(gone)}`.execute(trx);
  await sql`delete from analysis where source_sha256 in ${among(gone)}`.execute(trx);
  await sql`delete from work where kind = 'transcode'
    and substr(subject, 1, instr(subject, ':') - 1) in ${among(gone)}`.execute(trx);
  const renditions = rows.map(({ sha256 }) => sha256);
  const kept = await sql<{ sha256: string }>`
    select sha256 from rendition where sha256 in ${among(renditions)}`.execute(trx);
  const still = new Set(kept.rows.map(({ sha256 }) => sha256));
  return [...gone, ...renditions.filter((sha256) => !still.has(sha256))];
}

/** Playlists, records and settings of its endpoints. */
async function objectsOf(trx: Trx, enclosed: Enclosed): Promise<string[]> {
  const endpoints = among([...(enclosed.ids.get('endpoint') ?? [])]);
  const { rows } = await sql<{ sha256: string }>`
    select playlist_sha256 as sha256 from endpoint_day where endpoint_id in ${endpoints}
    union select rulings_sha256 from endpoint_day where endpoint_id in ${endpoints}
    union select json_extract(bytes, '$.settings') from head where endpoint_id in ${endpoints}`.execute(
    trx,
  );
  return rows.map(({ sha256 }) => sha256);
}

/** What playlists and their records may call it by. */
async function namesIn(trx: Trx, { ids, rowsOf }: Enclosed): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from session where ${rowsOf('session') ?? sql`0`}`.execute(trx);
  return [...[...ids.values()].flatMap((known) => [...known]), ...rows.map(({ id }) => id)];
}

const batch = 500;
const anyId = /[0-9a-hjkmnp-tv-z]{26}/;

/** Those that nothing names any more; also those that were replaced while it stood, where they tell of it alone. */
async function dropObjects(
  trx: Kysely<Database>,
  objects: readonly string[],
  { named, since }: { named: readonly string[]; since: number },
): Promise<void> {
  const { rows } = await sql<{ sha256: string }>`
    select sha256 from object
    where (sha256 in ${among(objects)} or (created_at >= ${since} and kind <> 'keys'))
      and sha256 not in (select playlist_sha256 from endpoint_day)
      and sha256 not in (select rulings_sha256 from endpoint_day)
      and sha256 not in (select playlist_sha256 from holding)
      and sha256 not in (select json_extract(bytes, '$.settings') from head)`.execute(trx);
  const own = new Set(objects);
  const unused = rows.map(({ sha256 }) => sha256);
  const gone = unused.filter((sha256) => own.has(sha256));
  const others = unused.filter((sha256) => !own.has(sha256));
  // Where many loudspeakers stand they may be too many for the memory.
  for (let at = 0; at < others.length; at += batch) {
    const some = await sql<{ sha256: string; text: string }>`
      select sha256, cast(bytes as text) as text from object
      where sha256 in ${among(others.slice(at, at + batch))}`.execute(trx);
    for (const { sha256, text } of some.rows)
      if (!anyId.test(text) || named.some((id) => text.includes(id))) gone.push(sha256);
  }
  await sql`delete from object where sha256 in ${among(gone)}`.execute(trx);
}
