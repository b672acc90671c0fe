import type { Kysely } from 'kysely';
import type { HeardGroup } from '../../contract/http/heard.ts';
import type { EndpointPlace } from '../../core/area/plan-places.ts';
import { inForceOn } from '../../core/area/in-force.ts';
import type { Tree } from '../../core/area/tree.ts';
import type { Ruling } from '../../core/compile/day.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { isUnheard } from '../../core/verdict/to-the-ear.ts';
import { readObjects } from '../objects/objects.ts';
import { asRun } from '../reports/as-run.ts';
import type { Database } from '../store/schema.ts';
import { loadPlaces, type PlacedEndpoint } from '../territory/endpoint-places.ts';
import { explainPlan } from './explain.ts';
import { readRecord } from './stored-day.ts';

type Db = Kysely<Database>;
type Line = HeardGroup['lines'][number];

export interface HeardRequest {
  stationId: string;
  date: LocalDate;
  tree: Tree;
  now: number;
}

interface DayRow {
  endpoint: PlacedEndpoint & { place: EndpointPlace };
  playlist: string;
  rulings: string;
}

/**
 * What a station is to hear on a day and what not, with the reasons up to its place in the day; endpoints
 * with the same day stand together, the most first. Endpoints without a day of their own yet are left out.
 */
export async function heardAt(db: Db, request: HeardRequest): Promise<HeardGroup[]> {
  const { stationId, date, now } = request;
  const days = await readDays(db, request);
  const groups = [...groupRows(days, ({ playlist, rulings }) => `${playlist} ${rulings}`).values()];
  const objects = await readObjects(
    db,
    days.map(({ rulings }) => rulings),
  );
  const played = await asRun(db, { from: date, to: date, stationId }, now);
  const stops = await readStops(db, days);
  const told: HeardGroup[] = [];
  for (const group of groups.sort((a, b) => b.length - a.length)) {
    const [first] = group;
    if (!first) continue;
    const ids = new Set(group.map(({ endpoint }) => endpoint.id));
    const { rulings } = readRecord(objects.get(first.rulings));
    const lines: Line[] = [];
    for (const ruling of [...rulings].sort(inTime)) {
      const isIt = (one: { occurrence: string; endpointId: string }) =>
        one.occurrence === ruling.occurrence && ids.has(one.endpointId);
      const verdicts = groupRows(played.filter(isIt), ({ verdict }) => verdict);
      lines.push({
        ...(await lineOf(db, ruling, first, request)),
        stopped: stops.filter(isIt).length,
        verdicts: [...verdicts].map(([verdict, rows]) => ({
          verdict,
          endpoints: endpointsIn(rows),
          unheard: endpointsIn(rows.filter(isUnheard)),
        })),
      });
    }
    const endpoints = group.map(({ endpoint: { id, name, place } }) => ({
      ...{ id, name, areaId: place.areaId },
    }));
    told.push({ endpoints, holding: await countHolding(db, [...ids], first.playlist), lines });
  }
  return told;
}

function endpointsIn(rows: readonly { endpointId: string }[]): number {
  return new Set(rows.map(({ endpointId }) => endpointId)).size;
}

async function lineOf(
  db: Db,
  { occurrence, title, airs, startsAt, soundMs }: Ruling,
  { endpoint: { id, place } }: DayRow,
  { tree, date: heardOn }: HeardRequest,
): Promise<Omit<Line, 'stopped' | 'verdicts'>> {
  const endpoint = { id, stationId: place.stationId, areaId: place.areaId };
  const { steps } = await explainPlan(db, { occurrence, endpoint, tree, heardOn });
  return { occurrence, title, airs, startsAt, durationMs: soundMs, steps };
}

async function readDays(db: Db, { stationId, date }: HeardRequest): Promise<DayRow[]> {
  const endpoints = (await loadPlaces(db, { stationIds: [stationId] })).flatMap((endpoint) => {
    const place = inForceOn(endpoint.places, date);
    return place?.stationId === stationId ? [{ ...endpoint, place }] : [];
  });
  const rows = await db
    .selectFrom('endpoint_day')
    .select(['endpoint_id as id', 'playlist_sha256 as playlist', 'rulings_sha256 as rulings'])
    .where('date', '=', date)
    .where(
      'endpoint_id',
      'in',
      endpoints.map(({ id }) => id),
    )
    .execute();
  const known = new Map(rows.map((row) => [row.id, row]));
  return endpoints.flatMap((endpoint) => {
    const row = known.get(endpoint.id);
    return row ? [{ endpoint, playlist: row.playlist, rulings: row.rulings }] : [];
  });
}

function readStops(db: Db, days: readonly DayRow[]) {
  return db
    .selectFrom('stop')
    .select(['endpoint_id as endpointId', 'occurrence'])
    .distinct()
    .where(
      'endpoint_id',
      'in',
      days.map(({ endpoint }) => endpoint.id),
    )
    .execute();
}

async function countHolding(db: Db, ids: readonly string[], playlist: string): Promise<number> {
  const { count } = await db
    .selectFrom('holding')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('endpoint_id', 'in', ids)
    .where('playlist_sha256', '=', playlist)
    .executeTakeFirstOrThrow();
  return count;
}

function inTime(a: Ruling, b: Ruling): number {
  return (a.startsAt ?? Infinity) - (b.startsAt ?? Infinity) || (a.title < b.title ? -1 : 1);
}
