import type { Kysely } from 'kysely';
import type { EndpointAnswer } from '../../contract/http/endpoints.ts';
import type { OccurrenceAnswer } from '../../contract/http/occurrences.ts';
import { readinessOf } from '../../core/today/standing.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { readPlaylist } from '../timetable/stored-day.ts';

/**
 * Which endpoints are not ready and sound one of these today, by their own playlists: not all of a station hear
 * the same. Of one without a playlist nobody knows, so it counts.
 */
export async function reachedBy(
  db: Kysely<Database>,
  endpoints: readonly EndpointAnswer[],
  occurrences: readonly Pick<OccurrenceAnswer, 'id' | 'stationId'>[],
): Promise<Set<string>> {
  const ids = new Set(occurrences.map(({ id }) => id));
  const stationIds = new Set(occurrences.map(({ stationId }) => stationId));
  const there = endpoints.filter(
    (one) => stationIds.has(one.stationId) && readinessOf(one).readiness !== 'ready',
  );
  const playlists = await readObjects(
    db,
    there.flatMap(({ today }) => today.playlist ?? []),
  );
  const sounding = new Set<string>();
  for (const [hash, bytes] of playlists)
    if (readPlaylist(bytes)?.entries.some(({ occurrence }) => ids.has(occurrence)))
      sounding.add(hash);
  return new Set(
    there
      .filter(({ today: { playlist } }) => playlist === null || sounding.has(playlist))
      .map(({ id }) => id),
  );
}
