import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { sql } from 'kysely';
import { partOf, type UploadsDeps } from './deps.ts';
import { sizeOf } from './finish.ts';
import { isDiscarded, type UploadRow } from './repo.ts';

const dayMs = 24 * 3600_000;
/** How long an unfinished upload waits for its sender, and how long one that is over can be asked for. */
const lifeMs = 7 * dayMs;
const batch = 500;

/**
 * Drops uploads that nobody goes on with, what is left of those that are over, files without a row and
 * sources that came to nothing.
 */
export async function sweepUploads(deps: UploadsDeps): Promise<void> {
  const now = deps.clock.now();
  for (const row of await listOld(deps, now - lifeMs)) await drop(deps, row);
  for (const row of await listOld(deps, now - dayMs)) {
    // Announced, and then not a byte.
    if (row.state === 'receiving' && !(await sizeOf(partOf(deps, row.id)))) await drop(deps, row);
    // Nobody will hear it; the row says why for the rest of the week.
    else if (row.state === 'refused' || isDiscarded(row)) await dropSource(deps, row);
  }
  await sweepFolder(deps, now - dayMs);
}

function listOld({ db }: UploadsDeps, touchedBefore: number): Promise<UploadRow[]> {
  return db
    .selectFrom('upload')
    .selectAll()
    .where('touched_at', '<', touchedBefore)
    .where('state', '!=', 'whole')
    .orderBy('touched_at')
    .limit(batch)
    .execute();
}

async function drop(deps: UploadsDeps, row: UploadRow): Promise<void> {
  const { numDeletedRows } = await deps.db
    .deleteFrom('upload')
    .where('id', '=', row.id)
    .where('state', '=', row.state)
    .where('touched_at', '=', row.touched_at)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return;
  await rm(partOf(deps, row.id), { force: true });
  await dropSource(deps, row);
}

/**
 * Removes an upload's source from the media store unless anything else has the same bytes. It is put
 * aside first and asked about again: the same file may just be arriving anew.
 */
async function dropSource(deps: UploadsDeps, row: UploadRow): Promise<void> {
  const { media, clock } = deps;
  const { source_sha256: sha256, length_bytes: bytes } = row;
  if (sha256 === null || !(await media.has(sha256)) || (await isUsed(deps, row))) return;
  const aside = media.tempFile('orphan');
  await rename(media.path(sha256), aside);
  const { mtimeMs } = await stat(aside);
  // A worker that starts now removes what looks long forgotten there.
  const touched = clock.now() / 1000;
  await utimes(aside, touched, touched);
  const isNew = mtimeMs > clock.now() - dayMs;
  if (isNew || (await isUsed(deps, row))) await media.adopt(aside, { sha256, bytes });
  else await rm(aside);
}

async function isUsed({ db }: UploadsDeps, row: UploadRow): Promise<boolean> {
  const { id, source_sha256: hash } = row;
  const { rows } = await sql<{ used: number }>`select
    exists (select 1 from recording_version where source_sha256 = ${hash})
    or exists (select 1 from speech where source_sha256 = ${hash})
    or exists (select 1 from rendition where sha256 = ${hash})
    or exists (select 1 from upload where source_sha256 = ${hash} and id <> ${id}
      and state in ('receiving', 'whole', 'duplicate')) as used`.execute(db);
  return rows[0]?.used !== 0;
}

/** Everything in the folder is named by its row; the rest was left by a kill. */
async function sweepFolder(deps: UploadsDeps, touchedBefore: number): Promise<void> {
  for (const name of await readdir(deps.uploadFolder)) {
    const path = partOf(deps, name);
    const found = await stat(path).catch(() => undefined);
    if (!found || found.mtimeMs >= touchedBefore) continue;
    const row = await deps.db
      .selectFrom('upload')
      .select('state')
      .where('id', '=', name)
      .executeTakeFirst();
    const isNeeded = row?.state === 'receiving' || row?.state === 'whole';
    if (!isNeeded) await rm(path, { force: true, recursive: true });
  }
}
