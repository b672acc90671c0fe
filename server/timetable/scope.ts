import { sql, type Kysely } from 'kysely';
import type { Targets } from '../../core/broadcast/broadcast.ts';
import type { Group } from '../../core/broadcast/group.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import { toGroup } from '../groups/group-row.ts';
import type { Database } from '../store/schema.ts';
import { areasEverBeneath } from '../territory/areas-ever-beneath.ts';
import { idsOf, type EndpointsOf } from '../territory/endpoint-places.ts';
import type { ChangeScope } from './changes.ts';

/** Stations with endpoints that a change may concern; rather one too many. */
export async function stationsOf(db: Kysely<Database>, scope: ChangeScope): Promise<string[]> {
  if (scope === 'all') return stationsWith(db, null);
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
          // What a relay was recorded as.
          eb('id', 'in', (from) =>
            from
              .selectFrom('relay_item')
              .innerJoin('capture', 'capture.id', 'relay_item.capture_id')
              .select('relay_item.broadcast_id')
              .where('capture.recording_id', '=', 'recordingId' in scope ? scope.recordingId : ''),
          ),
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

/** Stations with an endpoint where rules hold: in areas and beneath them, or at single endpoints. */
export async function stationsOfPlaces(
  db: Kysely<Database>,
  places: readonly { areaId: string; endpointId: string | null }[],
): Promise<string[]> {
  return stationsOfTargets(
    db,
    places.map(({ areaId, endpointId }) =>
      endpointId === null
        ? { ...noTargets, areas: [areaId] }
        : { ...noTargets, endpoints: [endpointId] },
    ),
  );
}

/** Stations with an endpoint in some areas or beneath them. */
export async function stationsOfAreas(
  db: Kysely<Database>,
  areas: readonly string[],
): Promise<string[]> {
  return areas.length === 0 ? [] : stationsOfTargets(db, [{ ...noTargets, areas }]);
}

/** Stations with an endpoint that belongs to a group, whatever the day. */
export async function stationsOfGroups(
  db: Kysely<Database>,
  groups: readonly Group[],
): Promise<string[]> {
  const members = groups.flatMap((group) => group.members);
  const areas = [...members, ...(await taggedAreas(db, groups))];
  return stationsOfTargets(db, [{ ...noTargets, areas, stations: members, endpoints: members }]);
}

/** Areas by whose tag a group finds them, and perhaps some that it does not. */
async function taggedAreas(db: Kysely<Database>, groups: readonly Group[]): Promise<string[]> {
  const found: string[] = [];
  for (const { areaId, tag } of groups) {
    if (tag === null) continue;
    const rows = await db
      .selectFrom('area')
      .select('id')
      .where('id', 'in', areasEverBeneath([areaId]))
      // Tags hold letters, digits, spaces and hyphens.
      .where('tags', 'like', `%"${tag}"%`)
      .execute();
    found.push(...rows.map(({ id }) => id));
  }
  return distinct(found);
}

/** Stations with an endpoint that some targets name, whatever the day and the exclusions. */
export async function stationsOfTargets(
  db: Kysely<Database>,
  targets: readonly Targets[],
): Promise<string[]> {
  const groups = distinct(targets.flatMap((one) => one.groups));
  const named = groups.length === 0 ? [] : await readGroups(db, groups);
  const members = named.flatMap((group) => group.members);
  const tagged = await taggedAreas(db, named);
  const areas = distinct([...targets.flatMap((one) => one.areas), ...members, ...tagged]);
  const stations = distinct([...targets.flatMap((one) => one.stations), ...members]);
  const endpoints = distinct([...targets.flatMap((one) => one.endpoints), ...members]);
  return stationsWith(db, { areaIds: areas, stationIds: stations, endpointIds: endpoints });
}

async function readGroups(db: Kysely<Database>, ids: readonly string[]): Promise<Group[]> {
  const rows = await db.selectFrom('place_group').selectAll().where('id', 'in', ids).execute();
  return rows.map(toGroup);
}

/** Stations that some living endpoints (`null`: all) belong to, did or will. */
async function stationsWith(db: Kysely<Database>, wanted: EndpointsOf | null): Promise<string[]> {
  const rows = await db
    .selectFrom('endpoint')
    .leftJoin('endpoint_place as place', 'place.endpoint_id', 'endpoint.id')
    .select(sql<string>`coalesce(place.station_id, endpoint.station_id)`.as('stationId'))
    .distinct()
    .where('endpoint.revoked_at', 'is', null)
    .$if(wanted !== null, (some) => some.where('endpoint.id', 'in', idsOf(wanted ?? {})))
    .orderBy('stationId')
    .execute();
  return rows.map(({ stationId }) => stationId);
}

const distinct = (ids: readonly string[]) => [...new Set(ids)];
