import { sql, type Kysely } from 'kysely';
import type { DayRecord, Ruling } from '../../core/compile/day.ts';
import { roomIn } from '../../core/compile/room-in.ts';
import type { EpochMs, LocalDate } from '../../core/time/zoned.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { idsOf } from '../territory/endpoint-places.ts';
import { stationOnDay } from '../territory/place-of-day.ts';
import { readRecord } from '../timetable/stored-day.ts';

/** A session of a day with the room that accepted bulletins have in it. */
export interface OpenSession {
  key: string;
  name: string;
  startsAt: EpochMs;
  roomMs: number;
}

/** What is known of the compiled days of some stations. */
export interface StationDays {
  /** What becomes of an occurrence: it airs at a station if it does at one of its endpoints. */
  rulingOf(stationId: string, date: LocalDate, occurrence: string): Ruling | null;
  /** The sessions of the places that hear an occurrence, each at its earliest and fullest. */
  sessionsFor(stationId: string, date: LocalDate, occurrence: string): OpenSession[];
}

export async function loadStationDays(
  db: Kysely<Database>,
  wanted: readonly { stationId: string; date: LocalDate }[],
): Promise<StationDays> {
  const records = await readRecords(db, wanted);
  const hearing = (stationId: string, date: LocalDate, occurrence: string) =>
    (records.get(`${stationId} ${date}`) ?? []).flatMap((record) => {
      const ruling = record.rulings.find((one) => one.occurrence === occurrence);
      return ruling ? [{ record, ruling }] : [];
    });
  return {
    rulingOf: (...about) => {
      const rulings = hearing(...about).map(({ ruling }) => ruling);
      return rulings.find(({ airs }) => airs) ?? rulings[0] ?? null;
    },
    sessionsFor: (...about) => {
      const sessions = new Map<string, OpenSession>();
      for (const { record, ruling } of hearing(...about))
        for (const fill of record.sessions) {
          // What it holds there already is room for itself.
          const holdsMs = ruling.airs && ruling.sessionKey === fill.key ? ruling.soundMs : 0;
          const found = { ...fill, roomMs: roomIn(fill) + holdsMs };
          sessions.set(fill.key, narrower(sessions.get(fill.key), found));
        }
      return [...sessions.values()].sort((a, b) => a.startsAt - b.startsAt);
    },
  };
}

function narrower(known: OpenSession | undefined, found: OpenSession): OpenSession {
  const { key, name } = found;
  return {
    key,
    name,
    startsAt: Math.min(known?.startsAt ?? Infinity, found.startsAt),
    roomMs: Math.min(known?.roomMs ?? Infinity, found.roomMs),
  };
}

async function readRecords(
  db: Kysely<Database>,
  wanted: readonly { stationId: string; date: LocalDate }[],
): Promise<Map<string, DayRecord[]>> {
  if (wanted.length === 0) return new Map();
  const distinct = (key: 'stationId' | 'date') => [...new Set(wanted.map((one) => one[key]))];
  const rows = await db
    .selectFrom('endpoint_day')
    .innerJoin('endpoint', 'endpoint.id', 'endpoint_day.endpoint_id')
    .select(stationOnDay(sql.ref('endpoint_day.date')).as('stationId'))
    .select(['endpoint_day.date', 'rulings_sha256 as hash'])
    .distinct()
    .where('endpoint.revoked_at', 'is', null)
    .where('endpoint.id', 'in', idsOf({ stationIds: distinct('stationId') }))
    .where('endpoint_day.date', 'in', distinct('date'))
    .execute();
  const asked = new Set(wanted.map(({ stationId, date }) => `${stationId} ${date}`));
  const needed = rows.filter(({ stationId, date }) => asked.has(`${stationId} ${date}`));
  const objects = await readObjects(
    db,
    needed.map(({ hash }) => hash),
  );
  const records = new Map<string, DayRecord[]>();
  for (const { stationId, date, hash } of needed) {
    const key = `${stationId} ${date}`;
    records.set(key, [...(records.get(key) ?? []), readRecord(objects.get(hash))]);
  }
  return records;
}
