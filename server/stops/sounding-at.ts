import type { Kysely } from 'kysely';
import { endOf } from '../../core/playlist/playlist.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import { localDateOf, type EpochMs } from '../../core/time/zoned.ts';
import { occurrenceOf } from '../../core/today/station-now.ts';
import { presenceMs } from '../../core/verdict/verdict.ts';
import { readPlanned } from '../expected/read-entries.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { idsOf } from '../territory/endpoint-places.ts';
import { stationOnDay } from '../territory/place-of-day.ts';

/**
 * Occurrences that sound at a station now: by the playlists of its endpoints, but for what was stopped there,
 * and by what those say that are heard of. A session's own opening and closing are none.
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
  const known: Parameters<typeof readPlanned>[3] = new Map();
  const sounding = new Set<string>();
  for (const { id, playing, seenAt } of endpoints) {
    const isHeardOf = seenAt !== null && now - seenAt <= presenceMs;
    if (playing !== null && isHeardOf) sounding.add(occurrenceOf(playing));
    const { entries, stopped } = await readPlanned(db, id, now, known);
    for (const entry of entries)
      if (entry.startsAt <= now && now < endOf(entry) && !stopped.has(entry.occurrence))
        sounding.add(entry.occurrence);
  }
  return ofBroadcasts(db, [...sounding]);
}

async function ofBroadcasts(db: Kysely<Database>, occurrences: string[]): Promise<string[]> {
  const idOf = (occurrence: string) => parseOccurrenceId(occurrence)?.broadcastId ?? '';
  const rows = await db
    .selectFrom('broadcast')
    .select('id')
    .where('id', 'in', among(occurrences.map(idOf)))
    .execute();
  const ids = new Set(rows.map(({ id }) => id));
  return occurrences.filter((occurrence) => ids.has(idOf(occurrence)));
}
