import { sql, type Kysely, type SqlBool } from 'kysely';
import type { DoubtfulPlayAnswer } from '../../contract/http/doubts.ts';
import type { Doubt } from '../../core/proof/doubt.ts';
import { areaScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { idKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;

/** Plays that make no sense, newest first. */
export function listDoubtful(
  db: Db,
  principal: Principal,
  { state, ...page }: PageQuery & { state: DoubtfulPlayAnswer['state'] },
): Promise<Page<DoubtfulPlayAnswer>> {
  const those = doubtfulPlays(db)
    .where('play.state', '=', state)
    .where('endpoint.area_id', 'in', areaScope(principal, 'proof.decide'));
  return pageOf(those, page);
}

/** All of one endpoint, decided or not. */
export function listDoubtfulOf(
  db: Db,
  endpointId: string,
  page: PageQuery,
): Promise<Page<DoubtfulPlayAnswer>> {
  return pageOf(doubtfulPlays(db).where('play.endpoint_id', '=', endpointId), page);
}

function doubtfulPlays(db: Db) {
  return db
    .selectFrom('doubtful_play as play')
    .innerJoin('endpoint', 'endpoint.id', 'play.endpoint_id')
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .leftJoin('user', 'user.id', 'play.decided_by')
    .select(['play.play_id as playId', 'endpoint.id as endpointId'])
    .select(['endpoint.name as endpointName', 'station.id as stationId'])
    .select(['station.name as stationName', 'play.occurrence', 'play.title'])
    .select(['play.due_at as dueAt', 'play.started_at as startedAt', 'play.ended_at as endedAt'])
    .select([
      'play.heard_ms as heardMs',
      'play.duration_ms as durationMs',
      'play.reason',
      'play.ear as toTheEar',
    ])
    .select(['play.received_at as receivedAt', 'play.doubt', 'play.rival', 'play.state'])
    .select(['user.name as decidedBy', 'play.decided_at as decidedAt']);
}

async function pageOf(
  those: ReturnType<typeof doubtfulPlays>,
  { limit, cursor }: PageQuery,
): Promise<Page<DoubtfulPlayAnswer>> {
  const after = readCursor(cursor, idKey);
  const rows = await those
    .$if(after !== null, (all) => all.where(sql<SqlBool>`play.play_id < ${after?.[0]}`))
    .orderBy('play.play_id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.map((row) => ({ ...row, doubt: row.doubt as Doubt }));
  return toPage(items, limit, ({ playId }) => [playId]);
}

const gapsKnownMs = 31 * 86_400_000;
const mostGaps = 500;

/** Numbers that no play has, accepted or doubtful; a box that counts anew leaves none. */
export async function listGaps(db: Db, principal: Principal, now: number): Promise<Gap[]> {
  const { rows } = await sql<Gap>`
    with told as (
      select endpoint_id, sequence, received_at from play where received_at >= ${now - gapsKnownMs}
      union all
      select endpoint_id, sequence, received_at from doubtful_play
        where received_at >= ${now - gapsKnownMs}
    ), pairs as (
      select endpoint_id, sequence, received_at,
        lag(sequence) over (partition by endpoint_id order by sequence) as before
      from told
    )
    select endpoint.id as "endpointId", endpoint.name as "endpointName",
      station.name as "stationName", before + 1 as "from", sequence - 1 as "to",
      pairs.received_at as "at"
    from pairs join endpoint on endpoint.id = pairs.endpoint_id
      join station on station.id = endpoint.station_id
    where sequence > before + 1 and endpoint.area_id in ${areaScope(principal, 'proof.decide')}
    order by pairs.received_at desc limit ${mostGaps}`.execute(db);
  return rows;
}

interface Gap {
  endpointId: string;
  endpointName: string;
  stationName: string;
  from: number;
  to: number;
  at: number;
}
