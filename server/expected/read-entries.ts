import type { Kysely } from 'kysely';
import type { Entry, Playlist } from '../../core/playlist/playlist.ts';
import { addDays, localDateOf, type EpochMs } from '../../core/time/zoned.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { stoppedDay } from '../store/stopped-day.ts';
import { readPlaylist } from '../timetable/stored-day.ts';

/** What an endpoint is to play from yesterday on, and what of it was stopped. */
export interface Planned {
  playlists: Playlist[];
  /** Of all of them. */
  entries: Entry[];
  stopped: Set<string>;
}

/** What sounds into today began yesterday at the most. */
const from = (now: EpochMs) => addDays(localDateOf(now, 'UTC'), -2);

/**
 * The playlists in force of an endpoint.
 * @param known playlists that were read before: endpoints of a station mostly share theirs
 */
export async function readPlanned(
  db: Kysely<Database>,
  endpointId: string,
  now: EpochMs,
  known = new Map<string, Playlist | null>(),
): Promise<Planned> {
  const days = await db
    .selectFrom('endpoint_day')
    .select('playlist_sha256 as playlist')
    .where('endpoint_id', '=', endpointId)
    .where('date', '>=', from(now))
    .execute();
  const stops = await db
    .selectFrom('stop')
    .select('occurrence')
    .where('endpoint_id', '=', endpointId)
    // A guest sounds up to a week after the day that it is named by.
    .where(stoppedDay, '>=', addDays(from(now), -7))
    .execute();
  const hashes = days.map(({ playlist }) => playlist);
  const unread = hashes.filter((hash) => !known.has(hash));
  const objects = await readObjects(db, unread);
  for (const hash of unread) known.set(hash, readPlaylist(objects.get(hash)));
  const playlists = hashes.flatMap((hash) => known.get(hash) ?? []);
  return {
    playlists,
    entries: playlists.flatMap(({ entries }) => entries),
    stopped: new Set(stops.map(({ occurrence }) => occurrence)),
  };
}
