import type { Kysely, RawBuilder } from 'kysely';
import type { OccurrenceAnswer } from '../../contract/http/occurrences.ts';
import { playlistOf } from '../../contract/station/objects.ts';
import type { Ruling } from '../../core/compile/day.ts';
import type { Entry } from '../../core/playlist/playlist.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { toBroadcastAnswer } from '../broadcasts/broadcast-row.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { loadLibrary } from './library.ts';

type Db = Kysely<Database>;

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
  entries: Entry[];
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
  const library = await loadLibrary(
    db,
    [...broadcasts.values()].flatMap(({ items }) => items.map((item) => item.recordingId)),
  );
  const stopped = await readStopped(db, filter);
  return found.flatMap(({ station, date, ruling, entries }) => {
    const broadcast = broadcasts.get(ruling.broadcastId);
    if (!broadcast) return [];
    const { placement } = broadcast;
    const durations = ruling.airs
      ? entries.map(({ durationMs }) => durationMs)
      : broadcast.items.map(({ recordingId }) => library.get(recordingId)?.durationMs ?? 0);
    return {
      id: ruling.occurrence,
      broadcastId: ruling.broadcastId,
      title: ruling.title,
      programmeId: broadcast.programmeId,
      class: broadcast.class,
      stationId: station.id,
      stationName: station.name,
      date,
      sessionKey: placement.kind === 'session' ? placement.sessionKey : null,
      part: placement.kind === 'session' ? placement.part : null,
      airs: ruling.airs,
      reason: ruling.reason,
      startsAt: ruling.startsAt,
      durationMs: durations.reduce((sum, ms) => sum + ms, 0),
      stopped: stopped.has(`${station.id} ${ruling.occurrence}`),
    };
  });
}

async function findOccurrences(db: Db, filter: OccurrencesFilter): Promise<Found[]> {
  const days = await readDays(db, filter);
  const objects = await readObjects(
    db,
    days.flatMap((day) => [day.playlist, day.rulings]),
  );
  const parse = (hash: string): unknown => JSON.parse(objects.get(hash)?.toString() ?? 'null');
  const found = new Map<string, Found>();
  for (const day of days) {
    const { entries } = playlistOf(parse(day.playlist));
    // Written by this server alone, for itself.
    for (const ruling of parse(day.rulings) as Ruling[]) {
      const key = `${day.stationId} ${ruling.occurrence}`;
      if (found.get(key)?.ruling.airs) continue;
      found.set(key, {
        station: { id: day.stationId, name: day.stationName },
        date: day.date,
        ruling,
        entries: entries.filter(({ occurrence }) => occurrence === ruling.occurrence),
      });
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
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .select(['station.id as stationId', 'station.name as stationName', 'endpoint_day.date'])
    .select(['playlist_sha256 as playlist', 'rulings_sha256 as rulings'])
    .distinct()
    .where('endpoint_day.date', '>=', from)
    .where('endpoint_day.date', '<=', to)
    .where('endpoint.area_id', 'in', areas)
    .where('endpoint.revoked_at', 'is', null)
    .$if(stationId !== undefined, (all) => all.where('station.id', '=', stationId ?? ''))
    .execute();
}

async function readBroadcasts(db: Db, ids: readonly string[]) {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return new Map<string, ReturnType<typeof toBroadcastAnswer>>();
  const rows = await db.selectFrom('broadcast').selectAll().where('id', 'in', distinct).execute();
  return new Map(rows.map((row) => [row.id, toBroadcastAnswer(row)]));
}

/** `station occurrence` of those that were stopped at an endpoint at least. */
async function readStopped(db: Db, { areas, stationId }: OccurrencesFilter): Promise<Set<string>> {
  const rows = await db
    .selectFrom('stop')
    .innerJoin('endpoint', 'endpoint.id', 'stop.endpoint_id')
    .select(['endpoint.station_id as stationId', 'stop.occurrence'])
    .distinct()
    .where('endpoint.area_id', 'in', areas)
    .$if(stationId !== undefined, (all) => all.where('endpoint.station_id', '=', stationId ?? ''))
    .execute();
  return new Set(rows.map((row) => `${row.stationId} ${row.occurrence}`));
}
