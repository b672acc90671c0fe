import type { Kysely } from 'kysely';
import type { Place } from '../../core/broadcast/targets.ts';
import type { Session } from '../../core/session/session.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { toSession } from '../sessions/repo.ts';
import { groupRows } from '../store/group-rows.ts';
import type { Database } from '../store/schema.ts';
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
  name: string;
  zone: string;
  sessions: Session[];
  places: Place[];
  /** By endpoint and date. */
  stored: ReadonlyMap<string, ReadonlyMap<LocalDate, StoredDay>>;
}

/** Loads stations with their living endpoints and the days from `since` on; unknown ids are left out. */
export async function loadStations(
  db: Kysely<Database>,
  stationIds: readonly string[],
  { since, membership }: { since: LocalDate; membership: Membership },
): Promise<LoadedStation[]> {
  if (stationIds.length === 0) return [];
  const stations = await db
    .selectFrom('station')
    .select(['id', 'area_id as areaId', 'name', 'zone'])
    .where('id', 'in', stationIds)
    .orderBy('id')
    .execute();
  const sessions = groupRows(await readSessions(db, stationIds), (session) => session.stationId);
  const places = groupRows(
    (await readPlaces(db, stationIds)).map((place) => membership.of(place)),
    (place) => place.stationId,
  );
  const stored = await readStored(db, stationIds, since);
  return stations.map((station) => ({
    ...station,
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

function readPlaces(db: Kysely<Database>, stationIds: readonly string[]) {
  return db
    .selectFrom('endpoint')
    .select(['id as endpointId', 'station_id as stationId', 'area_id as areaId'])
    .where('station_id', 'in', stationIds)
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .execute();
}

async function readStored(
  db: Kysely<Database>,
  stationIds: readonly string[],
  since: LocalDate,
): Promise<Map<string, Map<LocalDate, StoredDay>>> {
  const rows = await db
    .selectFrom('endpoint_day')
    .innerJoin('endpoint', 'endpoint.id', 'endpoint_day.endpoint_id')
    .select(['endpoint_id', 'date', 'playlist_sha256', 'rulings_sha256'])
    .where('endpoint.station_id', 'in', stationIds)
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
