import type { Kysely } from 'kysely';
import type { Playlist } from '../../core/playlist/playlist.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import { soundingOccurrences } from '../../core/stops/sounding.ts';
import { localDateOf, type EpochMs } from '../../core/time/zoned.ts';
import { presenceMs } from '../../core/verdict/verdict.ts';
import { readPlanned } from '../expected/read-entries.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { idsOf } from '../territory/endpoint-places.ts';
import { stationOnDay } from '../territory/place-of-day.ts';

/**
 * Occurrences that sound at a station now, or are about to: by the playlists of its endpoints, but for what was
 * stopped there, and by what those say that are heard of. The opening and closing of a session are among them.
 */
export async function soundingAt(
  db: Kysely<Database>,
  stationId: string,
  now: EpochMs,
): Promise<string[]> {
  const { zone } = await db
    .selectFrom('station')
    .select('zone')
    .where('id', '=', stationId)
    .executeTakeFirstOrThrow();
  const endpoints = await db
    .selectFrom('endpoint')
    .leftJoin('endpoint_status as status', 'status.endpoint_id', 'endpoint.id')
    .select(['endpoint.id', 'status.playing', 'status.seen_at as seenAt'])
    .where('endpoint.id', 'in', idsOf({ stationIds: [stationId] }))
    .where(stationOnDay(localDateOf(now, zone)), '=', stationId)
    .where('endpoint.revoked_at', 'is', null)
    .execute();
  const known = new Map<string, Playlist | null>();
  const sounding = new Set<string>();
  const planned = new Set<string>();
  for (const { id, playing, seenAt } of endpoints) {
    const isHeardOf = seenAt !== null && now - seenAt <= presenceMs;
    const { playlists, entries, stopped } = await readPlanned(db, id, now, known);
    const said = { playing: isHeardOf ? playing : null, playlists, stopped };
    for (const occurrence of soundingOccurrences(said, now)) sounding.add(occurrence);
    for (const { occurrence } of entries) planned.add(occurrence);
  }
  return ofOurs(db, [...sounding], planned);
}

/** Without what only an endpoint knows of, and that is no broadcast either. */
async function ofOurs(
  db: Kysely<Database>,
  occurrences: string[],
  planned: ReadonlySet<string>,
): Promise<string[]> {
  const idOf = (occurrence: string) => parseOccurrenceId(occurrence)?.broadcastId ?? '';
  const rows = await db
    .selectFrom('broadcast')
    .select('id')
    .where('id', 'in', among(occurrences.map(idOf)))
    .execute();
  const ids = new Set(rows.map(({ id }) => id));
  return occurrences.filter((occurrence) => planned.has(occurrence) || ids.has(idOf(occurrence)));
}
