import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { bundleNames } from '../../contract/station/bundle.ts';
import { signedHead } from '../../contract/station/head.ts';
import { filesOf } from '../../core/playlist/playlist.ts';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Heads } from '../heads/service.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { readPlaylist } from '../timetable/stored-day.ts';

/** A file of a bundle; its bytes are read when their turn comes. */
export interface BundleFile {
  name: string;
  bytes: number;
  read: () => AsyncIterable<Buffer>;
}

export interface ContentDeps {
  db: Kysely<Database>;
  media: MediaStore;
  heads: Heads;
  clock: Clock;
}

/** Proofs of so long ago are no longer told of: an endpoint has forgotten or sent them by then. */
const receiptMs = 90 * 86_400_000;

/** All files of a bundle for endpoints whose heads are made: each thing once, what is small first. */
export async function bundleContent(
  deps: ContentDeps,
  endpointIds: readonly string[],
): Promise<BundleFile[]> {
  const { clock } = deps;
  const small: BundleFile[] = [];
  const objects = new Map<string, number>();
  const sounds = new Set<string>();
  for (const endpointId of endpointIds) {
    const head = await readHead(deps.db, endpointId);
    if (!head) continue;
    small.push(ready(bundleNames.head(endpointId), head));
    small.push(ready(bundleNames.receipt(endpointId), await receiptOf(deps, endpointId)));
    await addNamed(deps, head, { objects, sounds });
    // Polls and alerts go first.
    await clock.sleep(0);
  }
  for (const [hash, bytes] of objects)
    small.push({ name: bundleNames.object(hash), bytes, read: () => objectBytes(deps.db, hash) });
  const audio: BundleFile[] = [];
  for (const hash of sounds) {
    const bytes = await deps.media.size(hash);
    // The endpoint says itself what it lacks.
    if (bytes !== undefined)
      audio.push({ name: bundleNames.media(hash), bytes, read: () => deps.media.openRead(hash) });
  }
  return [...small, ...audio];
}

async function addNamed(
  { db }: ContentDeps,
  head: Buffer,
  { objects, sounds }: { objects: Map<string, number>; sounds: Set<string> },
): Promise<void> {
  const { days, settings, keys } = signedHead.parse(JSON.parse(head.toString()));
  const playlists = days.map(({ playlist }) => playlist).filter((hash) => !objects.has(hash));
  const others = [settings, keys].filter((hash) => !objects.has(hash));
  const found = await readObjects(db, [...playlists, ...others]);
  for (const [hash, bytes] of found) objects.set(hash, bytes.length);
  for (const hash of playlists) {
    const bytes = found.get(hash);
    const entries = bytes ? (readPlaylist(bytes)?.entries ?? []) : [];
    for (const { sha256 } of entries.flatMap(filesOf)) sounds.add(sha256);
  }
}

async function receiptOf({ db, heads, clock }: ContentDeps, endpointId: string): Promise<Buffer> {
  const now = clock.now();
  // Neighbours share the difference of number and rank.
  const ranked = db
    .selectFrom('play')
    .select('sequence')
    .select(sql<number>`sequence - row_number() over (order by sequence)`.as('island'))
    .where('endpoint_id', '=', endpointId)
    .where('due_at', '>=', now - receiptMs);
  const rows = await db
    .selectFrom(ranked.as('ranked'))
    .select((eb) => [eb.fn.min('sequence').as('from'), eb.fn.max('sequence').as('to')])
    .groupBy('island')
    .orderBy('from', 'desc')
    .limit(1000)
    .execute();
  return heads.signReceipt({
    v: 1,
    receiptFor: endpointId,
    issuedAt: now,
    plays: rows.map(({ from, to }): [number, number] => [from, to]),
  });
}

async function readHead(db: Kysely<Database>, endpointId: string): Promise<Buffer | null> {
  const query = db.selectFrom('head').select('bytes').where('endpoint_id', '=', endpointId);
  return (await query.executeTakeFirst())?.bytes ?? null;
}

async function* objectBytes(db: Kysely<Database>, hash: string): AsyncGenerator<Buffer> {
  const found = await readObjects(db, [hash]);
  yield found.get(hash) ?? Buffer.alloc(0);
}

function ready(name: string, content: Buffer): BundleFile {
  return {
    name,
    bytes: content.length,
    async *read() {
      await Promise.resolve();
      yield content;
    },
  };
}
