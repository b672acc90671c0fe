import type { Kysely } from 'kysely';
import type { LocalDate } from '../../core/time/zoned.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { readPlaylist, readRecord } from './stored-day.ts';

/** The playlist and rulings in force for an endpoint on a day; empty outside the horizon. */
export async function dayOf(db: Kysely<Database>, endpointId: string, date: LocalDate) {
  const day = await db
    .selectFrom('endpoint_day')
    .select(['playlist_sha256 as playlist', 'rulings_sha256 as rulings'])
    .where('endpoint_id', '=', endpointId)
    .where('date', '=', date)
    .executeTakeFirst();
  if (!day) return { playlist: null, entries: [], ...readRecord(undefined) };
  const objects = await readObjects(db, [day.playlist, day.rulings]);
  return {
    playlist: day.playlist,
    entries: readPlaylist(objects.get(day.playlist))?.entries ?? [],
    ...readRecord(objects.get(day.rulings)),
  };
}
