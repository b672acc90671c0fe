import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { nextStartWith, type StartStation } from '../../core/broadcast/starts-on.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import { addDays, localDateOf, type EpochMs } from '../../core/time/zoned.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import { toSession } from '../sessions/repo.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { stationsOfTargets } from '../timetable/scope.ts';

type Db = Kysely<Database>;

const few = 20;

/**
 * When some recordings are next to begin anywhere, not before an instant, by the broadcasts that name them,
 * whether they may air already or not; those that none names within a month are missing.
 */
export async function nextStarts(
  db: Db,
  recordingIds: readonly string[],
  from: EpochMs,
): Promise<Map<string, EpochMs>> {
  const next = new Map<string, EpochMs>();
  if (recordingIds.length === 0) return next;
  const wanted = new Set(recordingIds);
  const stationsOf = rememberedStations(db);
  for (const broadcast of await broadcastsWith(db, recordingIds, from)) {
    const stations = await stationsOf(broadcast);
    for (const id of namedIn(broadcast)) {
      const at = wanted.has(id) ? nextStartWith(broadcast, id, { stations, from }) : null;
      if (at !== null) next.set(id, Math.min(at, next.get(id) ?? Infinity));
    }
  }
  return next;
}

async function broadcastsWith(
  db: Db,
  recordingIds: readonly string[],
  from: EpochMs,
): Promise<Broadcast[]> {
  const yesterday = addDays(localDateOf(from, 'UTC'), -1);
  const named = (column: string) => names(sql.ref(column), recordingIds);
  const rows = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('state', '=', 'active')
    .where((eb) => eb.or([eb('last_date', 'is', null), eb('last_date', '>=', yesterday)]))
    .where((eb) => eb.or([named('broadcast.items'), named('broadcast.overrides')]))
    .execute();
  return rows.map(toBroadcast);
}

/** Whether JSON names one of some recordings; ids hold nothing that JSON would write otherwise. */
function names(column: RawBuilder<unknown>, ids: readonly string[]): RawBuilder<SqlBool> {
  // A few are looked for as they stand, which costs a tenth of reading all that is written.
  if (ids.length <= few)
    return sql<SqlBool>`(${sql.join(
      ids.map((id) => sql`instr(${column}, ${`"${id}"`}) > 0`),
      sql` or `,
    )})`;
  return sql<SqlBool>`exists (select 1 from json_tree(${column}) as part
    where part.key = 'recordingId' and part.value in ${among(ids)})`;
}

function namedIn({ items, overrides }: Broadcast): Set<string> {
  const all = [...items, ...overrides.flatMap((one) => one.items ?? [])];
  return new Set(all.flatMap((item) => (item.type === 'recording' ? [item.recordingId] : [])));
}

/** Where broadcasts are heard: of stations with the same zone and sessions, one. */
function rememberedStations(db: Db): (broadcast: Broadcast) => Promise<StartStation[]> {
  const known = new Map<string, StartStation[]>();
  return async ({ targets }) => {
    const key = JSON.stringify(targets);
    const stations =
      known.get(key) ?? (await readStations(db, await stationsOfTargets(db, [targets])));
    known.set(key, stations);
    return stations;
  };
}

async function readStations(db: Db, ids: readonly string[]): Promise<StartStation[]> {
  const stations = await db
    .selectFrom('station')
    .select(['id', 'zone'])
    .where('id', 'in', among(ids))
    .execute();
  const rows = await db
    .selectFrom('session')
    .selectAll()
    .where('station_id', 'in', among(ids))
    .orderBy('key')
    .orderBy('starts_at')
    .execute();
  const sessions = groupRows(rows, (row) => row.station_id);
  const unlike = new Map(
    stations.map(({ id, zone }) => {
      const own = sessions.get(id) ?? [];
      const hours = own.map((row) => [
        ...[row.key, row.weekdays, row.starts_at, row.mode_keys],
        ...[row.valid_from, row.valid_to],
      ]);
      return [JSON.stringify([zone, hours]), { zone, own }];
    }),
  );
  return [...unlike.values()].map(({ zone, own }) => ({ zone, sessions: own.map(toSession) }));
}
