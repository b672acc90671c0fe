import type { Kysely } from 'kysely';
import { playlistOf } from '../../contract/station/objects.ts';
import type { Ruling } from '../../core/compile/day.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';

/** The playlist and rulings in force for an endpoint on a day; empty outside the horizon. */
export async function dayOf(db: Kysely<Database>, endpointId: string, date: LocalDate) {
  const day = await db
    .selectFrom('endpoint_day')
    .select(['playlist_sha256 as playlist', 'rulings_sha256 as rulings'])
    .where('endpoint_id', '=', endpointId)
    .where('date', '=', date)
    .executeTakeFirst();
  if (!day) return { playlist: null, entries: [], rulings: [] };
  const objects = await readObjects(db, [day.playlist, day.rulings]);
  const parse = (hash: string): unknown => JSON.parse(objects.get(hash)?.toString() ?? 'null');
  return {
    playlist: day.playlist,
    entries: playlistOf(parse(day.playlist)).entries,
    // Written by this server alone, for itself.
    rulings: parse(day.rulings) as Ruling[],
  };
}
