import type { Kysely } from 'kysely';
import type { EndpointAnswer } from '../../contract/http/endpoints.ts';
import { readPlaylist } from '../timetable/stored-day.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import { presenceMs } from '../../core/verdict/verdict.ts';
import { readHealth } from '../health/endpoint-health.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { countIncidents, lastDays, playlistsOn, type EndpointRow } from './repo.ts';

const openForMs = 24 * 3_600_000;

/** Endpoints as they are shown: with today's playlist and what each says of itself. */
export async function describeEndpoints(
  db: Kysely<Database>,
  rows: readonly EndpointRow[],
  now: number,
): Promise<EndpointAnswer[]> {
  const ids = rows.map(({ id }) => id);
  const todays = [...new Set(rows.map(({ zone }) => localDateOf(now, zone)))];
  const playlists = await playlistsOn(db, ids, todays);
  const sizes = await countEntries(db, [...playlists.values()]);
  const planned = await lastDays(db, ids);
  const incidents = await countIncidents(db, ids, now - openForMs);
  const health = await readHealth(db, ids, now);
  return rows.map((row) => {
    const today = localDateOf(now, row.zone);
    const playlist = playlists.get(`${row.id} ${today}`) ?? null;
    const until = planned.get(row.id) ?? null;
    return {
      id: row.id,
      stationId: row.stationId,
      stationName: row.stationName,
      name: row.name,
      kind: row.kind,
      areaId: row.areaId,
      position: positionOf(row),
      pushUrl: row.pushUrl,
      pairedAt: row.pairedAt,
      revokedAt: row.revokedAt,
      silencingUntil: row.silencingUntil,
      silencedAt: row.silencedAt,
      quarantinedAt: row.quarantinedAt,
      lastSeenAt: row.seenAt,
      presence: presenceOf(row.seenAt, now),
      today: {
        playlist,
        entries: playlist === null ? 0 : (sizes.get(playlist) ?? 0),
        holds: holdsOf(row, playlist),
      },
      plannedUntil: until !== null && until >= today ? until : null,
      clockOffsetMs: row.clockOffsetMs,
      clockTrusted: row.clockTrusted === null ? null : row.clockTrusted === 1,
      version: row.version,
      insecureHttp: row.insecureHttp === 1,
      stale: row.stale === 1,
      playing: row.playing,
      openIncidents: incidents.get(row.id) ?? 0,
      health: health(row, today),
    };
  });
}

function positionOf({ latitude, longitude }: EndpointRow): EndpointAnswer['position'] {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

export function presenceOf(seenAt: number | null, now: number): EndpointAnswer['presence'] {
  if (seenAt === null) return 'unknown';
  return now - seenAt <= presenceMs ? 'online' : 'offline';
}

function holdsOf(
  { complete, version, headSequence }: EndpointRow,
  playlist: string | null,
): EndpointAnswer['today']['holds'] {
  // A sign of life alone says nothing of what is held.
  const hasReported = version !== null || headSequence !== null;
  if (playlist === null || complete === null || !hasReported) return 'unknown';
  return (JSON.parse(complete) as string[]).includes(playlist) ? 'yes' : 'no';
}

async function countEntries(
  db: Kysely<Database>,
  playlists: readonly string[],
): Promise<Map<string, number>> {
  const objects = await readObjects(db, playlists);
  return new Map(
    [...objects].map(([hash, bytes]) => [hash, readPlaylist(bytes)?.entries.length ?? 0]),
  );
}
