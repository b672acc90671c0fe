import { sql, type Kysely } from 'kysely';
import { fold, searchWords } from '../../core/text/fold.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { LockedOut, Standing } from '../../core/today/standing.ts';
import { areasBeneath, areaScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { presenceOf } from './describe.ts';
import { kindColumn } from './kind-column.ts';

type Db = Kysely<Database>;

/** Which endpoints are meant; what is left out leaves none out. */
export interface EndpointsFilter {
  stationId?: string | undefined;
  areaId?: string | undefined;
  /** Parts of its own name or of its station's; diacritics may be left out. */
  q?: string | undefined;
  id?: readonly string[] | undefined;
}

/** What an endpoint is found, placed and counted by: little of each, for there are thousands. */
export interface StandingRow extends Standing, LockedOut {
  id: string;
  stationId: string;
  name: string;
  /** Of the station, folded: they are listed by it. */
  nameFolded: string;
  playing: string | null;
}

/** Endpoints in the areas of a person, by station and then name. */
export async function readStandings(
  db: Db,
  principal: Principal,
  { stationId, areaId, q, id }: EndpointsFilter,
  now: number,
): Promise<StandingRow[]> {
  const date = await dateByZone(db, now);
  if (date === null) return [];
  let all = db
    .selectFrom('endpoint')
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .leftJoin('endpoint_status as status', 'status.endpoint_id', 'endpoint.id')
    .leftJoin('endpoint_day as day', (join) =>
      join.onRef('day.endpoint_id', '=', 'endpoint.id').on('day.date', '=', date),
    )
    .innerJoin('area as place', 'place.id', 'station.area_id')
    .select('place.name_folded as placeFolded')
    .select(['endpoint.id', 'endpoint.station_id as stationId', 'endpoint.name'])
    .select(['station.name_folded as nameFolded', kindColumn.as('kind')])
    .select(['paired_at as pairedAt', 'revoked_at as revokedAt'])
    .select(['silencing_until as silencingUntil', 'seen_at as seenAt', 'playing'])
    .select(['clock_trusted as clockTrusted', 'day.playlist_sha256 as playlist'])
    .select(holds.as('holds'))
    .where('endpoint.area_id', 'in', areaScope(principal, 'read'));
  if (stationId !== undefined) all = all.where('endpoint.station_id', '=', stationId);
  if (areaId !== undefined) all = all.where('endpoint.area_id', 'in', areasBeneath([areaId]));
  if (id !== undefined) all = all.where('endpoint.id', 'in', among(id));
  const rows = await all
    .orderBy('station.name_folded')
    .orderBy('endpoint.station_id')
    .orderBy('endpoint.name')
    .orderBy('endpoint.id')
    .execute();
  const words = searchWords(q ?? '');
  const isFound = ({ name, nameFolded, placeFolded }: (typeof rows)[number]) => {
    const text = `${fold(name)} ${nameFolded} ${placeFolded}`;
    return words.every((word) => text.includes(word));
  };
  return (words.length === 0 ? rows : rows.filter(isFound)).map(
    ({ seenAt, clockTrusted, playlist, holds: isHeld, placeFolded: _, ...row }) => ({
      ...row,
      presence: presenceOf(seenAt, now),
      clockTrusted: clockTrusted === null ? null : clockTrusted === 1,
      today: { playlist, holds: isHeld },
    }),
  );
}

/** As {@link describeEndpoints} tells it, without taking thousands of lists apart: a hash contains no other. */
const holds = sql<'yes' | 'no' | 'unknown'>`case
  when day.playlist_sha256 is null or status.complete is null then 'unknown'
  when status.version is null and status.head_sequence is null then 'unknown'
  when instr(status.complete, day.playlist_sha256) > 0 then 'yes'
  else 'no' end`;

/** The day that it is at a station, as an expression; `null` where there is no station. */
async function dateByZone(db: Db, now: number) {
  const zones = await db.selectFrom('station').select('zone').distinct().execute();
  if (zones.length === 0) return null;
  const days = zones.map(({ zone }) => sql`when ${zone} then ${localDateOf(now, zone)}`);
  return sql<string>`case station.zone ${sql.join(days, sql` `)} end`;
}
