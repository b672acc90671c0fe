import type { Kysely } from 'kysely';
import type { Outlook } from '../../contract/http/broadcasts.ts';
import { endOf, filesOf } from '../../core/playlist/playlist.ts';
import type { EpochMs } from '../../core/time/zoned.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { readPlaylist } from '../timetable/stored-day.ts';
import type { HeardDay } from './heard-day.ts';
import { broadcastIn } from './owners.ts';

type Db = Kysely<Database>;

/** Files with their size in bytes, by the endpoint that is to sound them. */
type Wanted = Map<string, Map<string, number>>;

/** Whether endpoints hold what they are to sound of some broadcasts from now until an instant. */
export async function readinessOf(
  db: Db,
  days: readonly HeardDay[],
  { own, now, until = Infinity }: { own: ReadonlySet<string>; now: EpochMs; until?: EpochMs },
): Promise<Outlook['readiness']> {
  const wanted: Wanted = new Map();
  for (const { entries, endpointIds } of days)
    for (const entry of entries) {
      if (!own.has(broadcastIn(entry.occurrence))) continue;
      if (entry.startsAt < now || entry.startsAt >= until) continue;
      for (const { sha256, bytes } of filesOf(entry))
        for (const id of endpointIds)
          wanted.set(id, (wanted.get(id) ?? new Map<string, number>()).set(sha256, bytes));
    }
  const held = await heldFiles(db, [...wanted.keys()], now);
  const readiness = { holding: 0, lacking: 0, bytesToFetch: 0 };
  for (const [id, files] of wanted) {
    const missing = [...files].filter(([sha256]) => !held.get(id)?.has(sha256));
    if (missing.length === 0) readiness.holding += 1;
    else readiness.lacking += 1;
    for (const [, bytes] of missing) readiness.bytesToFetch += bytes;
  }
  return readiness;
}

// SQLite binds at most 32,766 values in one statement.
const batch = 500;
/**
 * The files named by the playlists that endpoints said they hold whole: each report is kept, also those that
 * the newest no longer repeats. It speaks only of what was still to sound then.
 */
async function heldFiles(
  db: Db,
  endpointIds: readonly string[],
  now: EpochMs,
): Promise<Map<string, ReadonlySet<string>>> {
  const holdings: Database['holding'][] = [];
  for (let from = 0; from < endpointIds.length; from += batch) {
    const some = endpointIds.slice(from, from + batch);
    holdings.push(
      ...(await db.selectFrom('holding').selectAll().where('endpoint_id', 'in', some).execute()),
    );
  }
  const files = await filesOfPlaylists(
    db,
    holdings.map((one) => one.playlist_sha256),
    now,
  );
  const held = new Map<string, Set<string>>();
  for (const { endpoint_id: id, playlist_sha256: playlist, since } of holdings) {
    const known = held.get(id) ?? new Set<string>();
    for (const file of files.get(playlist) ?? []) if (file.endsAt > since) known.add(file.sha256);
    held.set(id, known);
  }
  return held;
}

interface NamedFile {
  sha256: string;
  endsAt: EpochMs;
}

/** Without those of days so long past that endpoints may have cleared them away. */
async function filesOfPlaylists(
  db: Db,
  playlists: readonly string[],
  now: EpochMs,
): Promise<Map<string, NamedFile[]>> {
  const since = addDays(localDateOf(now, 'UTC'), -1);
  const objects = await readObjects(db, playlists);
  const files = new Map<string, NamedFile[]>();
  for (const [name, bytes] of objects) {
    const playlist = readPlaylist(bytes);
    if (!playlist || playlist.date < since) continue;
    const named = playlist.entries.flatMap((entry) =>
      filesOf(entry).map(({ sha256 }) => ({ sha256, endsAt: endOf(entry) })),
    );
    files.set(name, named);
  }
  return files;
}
