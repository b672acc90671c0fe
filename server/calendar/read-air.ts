import { sql, type Kysely, type SqlBool } from 'kysely';
import type { OccurrenceAnswer } from '../../contract/http/occurrences.ts';
import type { StationAnswer } from '../../contract/http/stations.ts';
import { isInArea, type Area } from '../../core/area/area.ts';
import type { Tree } from '../../core/area/tree.ts';
import type { Broadcast, Content } from '../../core/broadcast/broadcast.ts';
import { recordingsOf } from '../../core/broadcast/recordings-of.ts';
import { reaches, type Place } from '../../core/broadcast/targets.ts';
import type { Session } from '../../core/session/session.ts';
import { addDays, localDateOf, type EpochMs, type LocalDate } from '../../core/time/zoned.ts';
import { areasAbove, areasBeneath } from '../access/area-scope.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import { sessionsOf } from '../sessions/repo.ts';
import type { Database } from '../store/schema.ts';
import { loadLibrary } from '../timetable/library.ts';
import { listOccurrences } from '../timetable/list-occurrences.ts';
import { loadMembership } from '../timetable/membership.ts';
import { loadStations } from '../timetable/station-input.ts';

type Db = Kysely<Database>;

/** A broadcast on days that are not compiled yet. */
export interface ComingBroadcast {
  broadcast: Broadcast;
  programmeId: string | null;
  /** How long what it is on a day would sound, in ms; pools count with what they fill. */
  lengthOf: (items: Content['items']) => number;
}

/** What a station airs: as compiled, and as placed for the days after that. */
export interface StationAir {
  station: StationAnswer;
  /** The compiled days from `from` on; what will not be heard is not among them. */
  compiled: OccurrenceAnswer[];
  /** The last compiled day: what is after it may still turn out otherwise. */
  compiledTo: LocalDate;
  coming: ComingBroadcast[];
  sessions: Session[];
  /** Its living endpoints. */
  places: Place[];
  /** The newest change of all this. */
  changedAt: EpochMs;
}

export interface AirQuery {
  station: StationAnswer;
  from: LocalDate;
  tree: Tree;
  now: EpochMs;
}

/** Reads what a station airs from a day on; writes and compiles nothing. */
export async function readAir(db: Db, { station, from, tree, now }: AirQuery): Promise<StationAir> {
  const last = await lastCompiled(db, station.id);
  const compiledTo = last?.date ?? addDays(localDateOf(now, station.zone), -1);
  const { areas } = tree;
  const scope = sql<string>`(select area_id from station where id = ${station.id})`;
  const isMeant = () => sql<SqlBool>`1`;
  const filter = { from, to: compiledTo, stationIds: [station.id], isMeant, scope, areas };
  const { items } = await listOccurrences(db, filter);
  const next = addDays(compiledTo, 1);
  const places = await placesOf(db, { station, tree, date: next });
  const rows = await comingRows(db, station.areaId, next);
  const coming = rows.filter((row) => {
    const broadcast = toBroadcast(row);
    return (
      !asksFirst(broadcast, station.areaId, areas) &&
      places.some((place) => reaches(broadcast, place, tree, next))
    );
  });
  const lengthOf = await lengths(db, coming.map(toBroadcast));
  const changes = coming.map((row) => row.updated_at);
  return {
    station,
    compiled: items.filter(({ airs, stopped, startsAt }) => airs && !stopped && startsAt !== null),
    compiledTo,
    coming: coming.map((row) => ({
      broadcast: toBroadcast(row),
      programmeId: row.programme_id,
      lengthOf,
    })),
    sessions: await sessionsOf(db, station.id),
    places,
    changedAt: Math.max(last?.at ?? 0, ...changes),
  };
}

/** The last day that is wanted of a station: it airs nothing after its own last one; `null`: it goes on. */
export function lastDayOf(station: StationAnswer, to: LocalDate): LocalDate;
export function lastDayOf(station: StationAnswer, to: LocalDate | null): LocalDate | null;
export function lastDayOf({ validTo }: StationAnswer, to: LocalDate | null): LocalDate | null {
  if (validTo === null) return to;
  return to === null || validTo < to ? validTo : to;
}

async function lastCompiled(
  db: Db,
  stationId: string,
): Promise<{ date: LocalDate; at: EpochMs } | null> {
  const row = await db
    .selectFrom('endpoint_day')
    .innerJoin('endpoint', 'endpoint.id', 'endpoint_day.endpoint_id')
    .select((eb) => [
      eb.fn.max('endpoint_day.date').as('date'),
      eb.fn.max('endpoint_day.compiled_at').as('at'),
    ])
    .where('endpoint.station_id', '=', stationId)
    .where('endpoint.revoked_at', 'is', null)
    .executeTakeFirst();
  const { date, at } = (row ?? {}) as { date?: LocalDate | null; at?: EpochMs | null };
  return date ? { date, at: at ?? 0 } : null;
}

async function placesOf(
  db: Db,
  { station, tree, date }: { station: StationAnswer; tree: Tree; date: LocalDate },
): Promise<Place[]> {
  const membership = await loadMembership(db, tree);
  const days = { since: date, membership, withDays: false };
  const [loaded] = await loadStations(db, [station.id], days);
  return loaded?.places ?? [];
}

/** Broadcasts that may reach an area on a day or later; targets never leave the area of their owner. */
function comingRows(db: Db, areaId: string, from: LocalDate) {
  return db
    .selectFrom('broadcast')
    .selectAll()
    .where('state', '=', 'active')
    .where((eb) => eb.or([eb('last_date', 'is', null), eb('last_date', '>=', from)]))
    .where((eb) =>
      eb.or([
        eb('owner_area_id', 'in', areasAbove([areaId])),
        eb('owner_area_id', 'in', areasBeneath([areaId])),
      ]),
    )
    .orderBy('id')
    .execute();
}

/** A normal bulletin from above that is not in the part for it airs only with the commune's yes. */
function asksFirst(
  { class: power, ownerAreaId, placement }: Broadcast,
  areaId: string,
  areas: ReadonlyMap<string, Area>,
): boolean {
  const isAbove = ownerAreaId !== areaId && isInArea(areas, areaId, ownerAreaId);
  const isAgreed = placement.kind === 'session' && placement.part !== 'own';
  return power === 'normal' && isAbove && !isAgreed;
}

async function lengths(db: Db, broadcasts: readonly Broadcast[]) {
  const library = await loadLibrary(db, broadcasts.flatMap(recordingsOf));
  return (items: Content['items']) =>
    items.reduce((sum, item) => {
      if (item.type === 'recording') return sum + (library.get(item.recordingId)?.durationMs ?? 0);
      return sum + (item.type === 'pool' ? item.fillMs : item.durationMs);
    }, 0);
}
