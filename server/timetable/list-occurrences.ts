import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { OccurrenceAnswer } from '../../contract/http/occurrences.ts';
import type { Ruling } from '../../core/compile/day.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { toBroadcastAnswer } from '../broadcasts/broadcast-row.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { idsOf } from '../territory/endpoint-places.ts';
import { areaOnDay, stationOnDay } from '../territory/place-of-day.ts';
import { readRecord } from './stored-day.ts';

type Db = Kysely<Database>;

const day = sql.ref<string>('endpoint_day.date');

export interface OccurrencesFilter {
  from: LocalDate;
  to: LocalDate;
  areas: RawBuilder<string>;
  stationId?: string | undefined;
}

interface Found {
  station: { id: string; name: string };
  date: LocalDate;
  ruling: Ruling;
}

/** The timetable as compiled: an occurrence airs at a station if it does at one of its endpoints. */
export async function listOccurrences(
  db: Db,
  filter: OccurrencesFilter,
): Promise<OccurrenceAnswer[]> {
  const found = await findOccurrences(db, filter);
  const broadcasts = await readBroadcasts(
    db,
    found.map(({ ruling }) => ruling.broadcastId),
  );
  const stopped = await readStopped(db, filter);
  return found.flatMap(({ station, date, ruling }) => {
    const broadcast = broadcasts.get(ruling.broadcastId);
    if (!broadcast) return [];
    return {
      id: ruling.occurrence,
      broadcastId: ruling.broadcastId,
      title: ruling.title,
      programmeId: broadcast.programmeId,
      class: broadcast.class,
      stationId: station.id,
      stationName: station.name,
      date,
      sessionKey: ruling.sessionKey,
      part: ruling.part,
      airs: ruling.airs,
      reason: ruling.reason,
      startsAt: ruling.startsAt,
      durationMs: ruling.soundMs,
      stopped: stopped.has(`${station.id} ${ruling.occurrence}`),
    };
  });
}

async function findOccurrences(db: Db, filter: OccurrencesFilter): Promise<Found[]> {
  const days = await readDays(db, filter);
  const objects = await readObjects(
    db,
    days.map((day) => day.rulings),
  );
  const found = new Map<string, Found>();
  for (const day of days) {
    for (const ruling of readRecord(objects.get(day.rulings)).rulings) {
      const key = `${day.stationId} ${ruling.occurrence} ${day.date}`;
      if (found.get(key)?.ruling.airs) continue;
      const station = { id: day.stationId, name: day.stationName };
      found.set(key, { station, date: day.date, ruling });
    }
  }
  return [...found.values()].sort(
    (a, b) =>
      compare(a.date, b.date) ||
      (a.ruling.startsAt ?? Infinity) - (b.ruling.startsAt ?? Infinity) ||
      compare(a.ruling.occurrence + a.station.id, b.ruling.occurrence + b.station.id),
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function readDays(db: Db, { from, to, areas, stationId }: OccurrencesFilter) {
  return db
    .selectFrom('endpoint_day')
    .innerJoin('endpoint', 'endpoint.id', 'endpoint_day.endpoint_id')
    .innerJoin('station', (join) => join.on('station.id', '=', stationOnDay(day)))
    .select(['station.id as stationId', 'station.name as stationName', 'endpoint_day.date'])
    .select('rulings_sha256 as rulings')
    .distinct()
    .where('endpoint_day.date', '>=', from)
    .where('endpoint_day.date', '<=', to)
    .where((eb) => eb.or([eb(areaOnDay(day), 'in', areas), eb('station.area_id', 'in', areas)]))
    .where('endpoint.revoked_at', 'is', null)
    .$if(stationId !== undefined, (all) =>
      all
        .where('endpoint.id', 'in', idsOf({ stationIds: [stationId ?? ''] }))
        .where('station.id', '=', stationId ?? ''),
    )
    .execute();
}

async function readBroadcasts(db: Db, ids: readonly string[]) {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return new Map<string, ReturnType<typeof toBroadcastAnswer>>();
  const rows = await db.selectFrom('broadcast').selectAll().where('id', 'in', distinct).execute();
  return new Map(rows.map((row) => [row.id, toBroadcastAnswer(row)]));
}

/** `station occurrence` of those that were stopped at an endpoint at least. */
async function readStopped(
  db: Db,
  { from, to, areas, stationId }: OccurrencesFilter,
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('stop')
    .innerJoin('endpoint', 'endpoint.id', 'stop.endpoint_id')
    .select([stationOnDay(from).as('firstId'), stationOnDay(to).as('lastId'), 'stop.occurrence'])
    .distinct()
    .where('endpoint.area_id', 'in', areas)
    .$if(stationId !== undefined, (all) =>
      all.where('endpoint.id', 'in', idsOf({ stationIds: [stationId ?? ''] })),
    )
    .execute();
  return new Set(
    rows.flatMap(({ firstId, lastId, occurrence }) => [
      `${firstId} ${occurrence}`,
      `${lastId} ${occurrence}`,
    ]),
  );
}
