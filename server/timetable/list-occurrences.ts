import { expressionBuilder, sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { OccurrenceAnswer, SessionFillAnswer } from '../../contract/http/occurrences.ts';
import type { Area } from '../../core/area/area.ts';
import type { DayRecord, Ruling } from '../../core/compile/day.ts';
import { addDays, type LocalDate } from '../../core/time/zoned.ts';
import { toBroadcastAnswer } from '../broadcasts/broadcast-row.ts';
import { loadOwners, type Owners } from '../broadcasts/owners.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { stoppedDay } from '../store/stopped-day.ts';
import type { DatedRow } from '../territory/beneath-on-day.ts';
import { idsOf } from '../territory/endpoint-places.ts';
import { areaOnDay, stationAreaOnDay, stationOnDay } from '../territory/place-of-day.ts';
import { readRecord } from './stored-day.ts';

type Db = Kysely<Database>;

/** The day of a row, in a query of days. */
export const dayColumn = sql.ref<string>('endpoint_day.date');

export interface OccurrencesFilter {
  from: LocalDate;
  to: LocalDate;
  /** Whether a row is meant, by where its endpoint stands on its day. */
  isMeant: (row: DatedRow) => RawBuilder<SqlBool>;
  /** Subquery of the areas whose stations are meant with all their days. */
  scope: RawBuilder<string>;
  areas: ReadonlyMap<string, Area>;
  /** Narrows it to stations, by where each stands on the row's day. */
  isStationMeant?: ((row: DatedRow) => RawBuilder<SqlBool>) | undefined;
  /** Without it, all of them. */
  occurrence?: string;
  /** Without it, all stations. */
  stationIds?: readonly string[] | undefined;
  /** Only what was placed and does not air. */
  isLeftOut?: boolean;
}

interface Found {
  station: { id: string; name: string };
  date: LocalDate;
  ruling: Ruling;
  /** Endpoints of the station that share the ruling, and those of them at which it was stopped. */
  endpointCount: number;
  stoppedCount: number;
}

/**
 * The timetable as compiled, with the fill of its sessions: an occurrence airs at a station if it does at one
 * of its endpoints, and was stopped there if it was at all of those.
 */
export async function listOccurrences(
  db: Db,
  filter: OccurrencesFilter,
): Promise<{ items: OccurrenceAnswer[]; sessions: SessionFillAnswer[] }> {
  const days = await readRecords(db, filter);
  const all = occurrencesIn(days, await readStopped(db, filter), filter.occurrence);
  const found = filter.isLeftOut === true ? all.filter(({ ruling }) => !ruling.airs) : all;
  const broadcasts = await readBroadcasts(
    db,
    found.map(({ ruling }) => ruling.broadcastId),
  );
  const holders = found.flatMap(({ ruling }) => ruling.beatenBy ?? []);
  const owners = await loadOwners(db, holders, filter);
  const items = found.flatMap(({ station, date, ruling, endpointCount, stoppedCount }) => {
    const broadcast = broadcasts.get(ruling.broadcastId);
    if (!broadcast) return [];
    return {
      ...shownRuling(ruling),
      programmeId: broadcast.programmeId,
      class: broadcast.class,
      ownerAreaId: broadcast.ownerAreaId,
      stationId: station.id,
      stationName: station.name,
      date,
      ...{ endpointCount, stoppedCount, stopped: stoppedCount === endpointCount },
      beatenBy: ruling.beatenBy === null ? null : holderOf(ruling.beatenBy, owners),
    };
  });
  return { items, sessions: sessionsIn(days) };
}

function shownRuling(ruling: Ruling) {
  const { broadcastId, title, sessionKey, part, airs, reason, startsAt } = ruling;
  return {
    id: ruling.occurrence,
    ...{ broadcastId, title, sessionKey, part, airs, reason, startsAt },
    durationMs: ruling.soundMs,
  };
}

function holderOf(occurrence: string, owners: Owners): NonNullable<OccurrenceAnswer['beatenBy']> {
  const { title, areaName } = owners(occurrence);
  return { occurrence, title, ownerAreaName: areaName };
}

/** A day of those endpoints of a station that hear the same. */
interface RecordedDay {
  stationId: string;
  stationName: string;
  date: LocalDate;
  rulings: string;
  endpointCount: number;
  record: DayRecord;
}

async function readRecords(db: Db, filter: OccurrencesFilter): Promise<RecordedDay[]> {
  const days = await readDays(db, filter);
  const objects = await readObjects(
    db,
    days.map((day) => day.rulings),
  );
  return days.map((day) => ({ ...day, record: readRecord(objects.get(day.rulings)) }));
}

function occurrencesIn(
  days: readonly RecordedDay[],
  stopped: ReadonlyMap<string, number>,
  occurrence?: string,
): Found[] {
  const found = new Map<string, Found>();
  for (const day of days) {
    for (const ruling of day.record.rulings) {
      if (occurrence !== undefined && ruling.occurrence !== occurrence) continue;
      const key = `${day.stationId} ${ruling.occurrence} ${day.date}`;
      const stoppedCount = stopped.get(stopKey({ ...day, occurrence: ruling.occurrence })) ?? 0;
      const known = found.get(key);
      if (known?.ruling.airs === ruling.airs) {
        known.endpointCount += day.endpointCount;
        known.stoppedCount += stoppedCount;
      } else if (!known?.ruling.airs) {
        const station = { id: day.stationId, name: day.stationName };
        const { date, endpointCount } = day;
        found.set(key, { station, date, ruling, endpointCount, stoppedCount });
      }
    }
  }
  return [...found.values()].sort(
    (a, b) =>
      compare(a.date, b.date) ||
      (a.ruling.startsAt ?? Infinity) - (b.ruling.startsAt ?? Infinity) ||
      compare(a.ruling.occurrence + a.station.id, b.ruling.occurrence + b.station.id),
  );
}

/** Where endpoints of a station differ, the session is as full as at the fullest of them. */
function sessionsIn(days: readonly RecordedDay[]): SessionFillAnswer[] {
  const fills = new Map<string, SessionFillAnswer>();
  for (const { stationId, date, record } of days)
    for (const { key: sessionKey, sessionId: _id, ...fill } of record.sessions) {
      const key = `${date} ${stationId} ${sessionKey}`;
      const known = fills.get(key);
      if (!known || fill.leftMs < known.leftMs)
        fills.set(key, { stationId, date, sessionKey, ...fill });
    }
  return [...fills.values()].sort(
    (a, b) =>
      compare(a.date, b.date) || a.startsAt - b.startsAt || compare(a.stationId, b.stationId),
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function readDays(db: Db, filter: OccurrencesFilter) {
  return recordedDays(db, filter)
    .select(sql<number>`count(*)`.as('endpointCount'))
    .execute();
}

/** The days that are asked for, those endpoints of a station together that hear the same. */
export function recordedDays(db: Db, filter: OccurrencesFilter) {
  return db
    .selectFrom('endpoint_day')
    .innerJoin('endpoint', 'endpoint.id', 'endpoint_day.endpoint_id')
    .innerJoin('station', (join) => join.on('station.id', '=', stationOnDay(dayColumn)))
    .select(['station.id as stationId', 'station.name as stationName', 'endpoint_day.date'])
    .select('rulings_sha256 as rulings')
    .where(isAsked(filter))
    .groupBy(['station.id', 'endpoint_day.date', 'rulings_sha256']);
}

/** Whether a day of an endpoint is asked for, in a query that has the tables `endpoint_day`, `endpoint` and `station`. */
function isAsked({ from, to, isMeant, scope, isStationMeant, stationIds }: OccurrencesFilter) {
  const eb = expressionBuilder<Database, 'endpoint_day' | 'endpoint' | 'station'>();
  return eb.and([
    eb('endpoint_day.date', '>=', from),
    eb('endpoint_day.date', '<=', to),
    eb.or([
      isMeant({ day: dayColumn, area: areaOnDay(dayColumn) }),
      eb('station.area_id', 'in', scope),
    ]),
    eb('endpoint.revoked_at', 'is', null),
    ...(isStationMeant
      ? [isStationMeant({ day: dayColumn, area: stationAreaOnDay(dayColumn) })]
      : []),
    ...(stationIds
      ? [eb('endpoint.id', 'in', idsOf({ stationIds })), eb('station.id', 'in', stationIds)]
      : []),
  ]);
}

async function readBroadcasts(db: Db, ids: readonly string[]) {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return new Map<string, ReturnType<typeof toBroadcastAnswer>>();
  const rows = await db.selectFrom('broadcast').selectAll().where('id', 'in', distinct).execute();
  return new Map(rows.map((row) => [row.id, toBroadcastAnswer(row)]));
}

/** At how many endpoints an occurrence was stopped, by {@link stopKey}. */
async function readStopped(db: Db, filter: OccurrencesFilter): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('stop')
    // Keeps SQLite to this order: stops are few.
    .crossJoin('endpoint_day')
    .innerJoin('endpoint', 'endpoint.id', 'stop.endpoint_id')
    .innerJoin('station', (join) => join.on('station.id', '=', stationOnDay(dayColumn)))
    .select(['station.id as stationId', 'endpoint_day.date', 'rulings_sha256 as rulings'])
    .select(['stop.occurrence', sql<number>`count(*)`.as('count')])
    .whereRef('endpoint_day.endpoint_id', '=', 'stop.endpoint_id')
    // A guest sounds up to a week after the day that it is named by.
    .where(stoppedDay, '>=', addDays(filter.from, -7))
    .where(stoppedDay, '<=', sql<string>`endpoint_day.date`)
    .where(isAsked(filter))
    .groupBy(['station.id', 'endpoint_day.date', 'rulings_sha256', 'stop.occurrence'])
    .execute();
  return new Map(rows.map(({ count, ...row }) => [stopKey(row), count]));
}

function stopKey(of: {
  stationId: string;
  date: LocalDate;
  rulings: string;
  occurrence: string;
}): string {
  return `${of.stationId} ${of.date} ${of.rulings} ${of.occurrence}`;
}
