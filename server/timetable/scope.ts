import { sql, type Kysely } from 'kysely';
import type { Targets } from '../../core/broadcast/broadcast.ts';
import { areasBeneath } from '../access/area-scope.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import type { Database } from '../store/schema.ts';
import type { ChangeScope } from './changes.ts';

/** Stations with endpoints that a change may concern; rather one too many. */
export async function stationsOf(db: Kysely<Database>, scope: ChangeScope): Promise<string[]> {
  if (scope === 'all') return stationIdsOf(await livingEndpoints(db).execute());
  if ('stationIds' in scope) return [...scope.stationIds];
  if ('areaId' in scope) return stationsOfTargets(db, [{ ...noTargets, areas: [scope.areaId] }]);
  const named = `%"${'recordingId' in scope ? scope.recordingId : ''}"%`;
  const rows = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('state', '=', 'active')
    .$if('broadcastId' in scope, (query) =>
      query.where('id', '=', 'broadcastId' in scope ? scope.broadcastId : ''),
    )
    .$if('recordingId' in scope, (query) =>
      // Ids hold no character that LIKE or JSON would read otherwise, but for `_`.
      query.where((eb) =>
        eb.or([
          eb('items', 'like', named),
          eb('overrides', 'like', named),
          // Any pool may have drawn it.
          eb('items', 'like', '%"pool"%'),
        ]),
      ),
    )
    .execute();
  return stationsOfTargets(
    db,
    rows.map((row) => toBroadcast(row).targets),
  );
}

const noTargets: Targets = { areas: [], stations: [], endpoints: [], groups: [], except: [] };

/** Stations with an endpoint that some targets name, whatever the day and the exclusions. */
export async function stationsOfTargets(
  db: Kysely<Database>,
  targets: readonly Targets[],
): Promise<string[]> {
  const areas = distinct(targets.flatMap((one) => one.areas));
  const stations = distinct(targets.flatMap((one) => one.stations));
  const endpoints = distinct(targets.flatMap((one) => one.endpoints));
  const rows = await livingEndpoints(db)
    .where((eb) =>
      eb.or([
        eb('area_id', 'in', areasBeneath(areas)),
        ...(stations.length > 0 ? [eb('station_id', 'in', stations)] : []),
        ...(endpoints.length > 0 ? [eb('id', 'in', endpoints)] : []),
      ]),
    )
    .execute();
  return stationIdsOf(rows);
}

function livingEndpoints(db: Kysely<Database>) {
  return db
    .selectFrom('endpoint')
    .select('station_id')
    .distinct()
    .where('revoked_at', 'is', null)
    .orderBy(sql.ref('station_id'));
}

const distinct = (ids: readonly string[]) => [...new Set(ids)];
const stationIdsOf = (rows: readonly { station_id: string }[]) =>
  rows.map(({ station_id }) => station_id);
