import type { Kysely } from 'kysely';
import type { StationMove } from '../../core/area/dated-station.ts';
import type { Place } from '../../core/broadcast/targets.ts';
import type { Session } from '../../core/session/session.ts';
import { addDays, type LocalDate } from '../../core/time/zoned.ts';
import { toSession } from '../sessions/repo.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { idsOf, loadPlaces } from '../territory/endpoint-places.ts';
import { loadDatedStations } from '../territory/load-territory.ts';
import type { Membership } from './membership.ts';

/** What is in force for an endpoint on a day, by hash. */
export interface StoredDay {
  playlist: string;
  rulings: string;
}

/** A station with what it needs to be compiled. */
export interface LoadedStation {
  id: string;
  areaId: string;
  moves?: readonly StationMove[];
  name: string;
  zone: string;
  sessions: Session[];
  /** From `since` on; an endpoint that comes or goes is there for its days. */
  places: Place[];
  /** By endpoint and date. */
  stored: ReadonlyMap<string, ReadonlyMap<LocalDate, StoredDay>>;
}

/** Which days are meant. */
export interface StationDays {
  since: LocalDate;
  membership: Membership;
  /** With the days as they are in force. */
  withDays: boolean;
}

/** Loads stations with their living endpoints and what is of the days from `since` on; unknown ids are left out. */
export async function loadStations(
  db: Kysely<Database>,
  stationIds: readonly string[],
  { since, membership, withDays }: StationDays,
): Promise<LoadedStation[]> {
  if (stationIds.length === 0) return [];
  const stations = await db
    .selectFrom('station')
    .select(['id', 'area_id as areaId', 'name', 'zone'])
    .where('id', 'in', stationIds)
    .orderBy('id')
    .execute();
  const dated = await loadDatedStations(db, stationIds);
  const sessions = groupRows(await readSessions(db, stationIds), (session) => session.stationId);
  const standing = await readPlaces(db, stationIds, since);
  const places = groupRows(
    standing.flatMap((place) => membership.since(place, since)),
    (place) => place.stationId,
  );
  const stored = withDays ? await readStored(db, stationIds, since) : new Map();
  return stations.map((station) => ({
    ...station,
    ...dated.get(station.id),
    sessions: sessions.get(station.id) ?? [],
    places: places.get(station.id) ?? [],
    stored,
  }));
}

async function readSessions(
  db: Kysely<Database>,
  stationIds: readonly string[],
): Promise<Session[]> {
  const rows = await db
    .selectFrom('session')
    .selectAll()
    .where('station_id', 'in', stationIds)
    .orderBy('id')
    .execute();
  return rows.map(toSession);
}

async function readPlaces(
  db: Kysely<Database>,
  stationIds: readonly string[],
  since: LocalDate,
): Promise<Omit<Place, 'groupIds'>[]> {
  const wanted = new Set(stationIds);
  return (await loadPlaces(db, { stationIds })).flatMap(({ id, places }) =>
    places.flatMap(({ from, stationId, areaId }, index) => {
      const next = places[index + 1]?.from;
      const to = next ? addDays(next, -1) : null;
      if (!wanted.has(stationId) || (to !== null && to < since)) return [];
      const days = places.length > 1 ? { from, to } : {};
      return { endpointId: id, stationId, areaId, ...days };
    }),
  );
}

async function readStored(
  db: Kysely<Database>,
  stationIds: readonly string[],
  since: LocalDate,
): Promise<Map<string, Map<LocalDate, StoredDay>>> {
  const rows = await db
    .selectFrom('endpoint_day')
    .select(['endpoint_id', 'date', 'playlist_sha256', 'rulings_sha256'])
    .where('endpoint_id', 'in', idsOf({ stationIds }))
    .where('date', '>=', since)
    .execute();
  const stored = new Map<string, Map<LocalDate, StoredDay>>();
  for (const row of rows) {
    const days = stored.get(row.endpoint_id) ?? new Map<LocalDate, StoredDay>();
    days.set(row.date, { playlist: row.playlist_sha256, rulings: row.rulings_sha256 });
    stored.set(row.endpoint_id, days);
  }
  return stored;
}
