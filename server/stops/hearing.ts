import type { Kysely } from 'kysely';
import { isInArea } from '../../core/area/area.ts';
import type { Tree } from '../../core/area/tree.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { occursOn } from '../../core/recurrence/occurs-on.ts';
import { reaches } from '../../core/broadcast/targets.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { idsOf } from '../territory/endpoint-places.ts';
import { areaOnDay, stationOnDay } from '../territory/place-of-day.ts';
import { loadMembership } from '../timetable/membership.ts';

export type StopScope =
  { kind: 'endpoint' | 'station' | 'area'; id: string } | { kind: 'everywhere' } | { kind: 'mine' };

/** An endpoint that an occurrence reaches. */
export interface Hearing {
  endpointId: string;
  areaId: string;
}

/**
 * Endpoints of a scope that hear an occurrence: those that it is for, and those whose playlist still
 * names it after it was moved elsewhere.
 */
export async function hearingOf(
  db: Kysely<Database>,
  given: {
    scope: StopScope;
    occurrence: string;
    /** `null`: the opening and closing of a session, which are for nobody but by a playlist. */
    broadcast: Broadcast | null;
    date: LocalDate;
    tree: Tree;
  },
): Promise<Hearing[]> {
  const { scope, occurrence, broadcast, date, tree } = given;
  const endpoints = await readEndpoints(db, scope, { date, tree });
  const objects = await readObjects(
    db,
    endpoints.flatMap(({ playlist }) => playlist ?? []),
  );
  const naming = new Set(
    [...objects].filter(([, bytes]) => bytes.includes(`"${occurrence}"`)).map(([hash]) => hash),
  );
  const membership = await loadMembership(db, tree);
  const isFor = (place: Parameters<typeof membership.on>[0]) =>
    broadcast !== null &&
    occursOn(broadcast.dates, date) &&
    reaches(broadcast, membership.on(place, date), tree, date);
  return endpoints
    .filter(({ playlist, ...place }) => naming.has(playlist ?? '') || isFor(place))
    .map(({ endpointId, areaId }) => ({ endpointId, areaId }));
}

/** Those that belong to the scope on the day. */
async function readEndpoints(
  db: Kysely<Database>,
  scope: StopScope,
  { date, tree }: { date: LocalDate; tree: Tree },
) {
  const rows = await db
    .selectFrom('endpoint')
    .leftJoin('endpoint_day', (join) =>
      join.onRef('endpoint_day.endpoint_id', '=', 'endpoint.id').on('endpoint_day.date', '=', date),
    )
    .select(['endpoint.id as endpointId', stationOnDay(date).as('stationId')])
    .select([areaOnDay(date).as('areaId'), 'endpoint_day.playlist_sha256 as playlist'])
    .where('endpoint.revoked_at', 'is', null)
    .where((eb) => {
      switch (scope.kind) {
        case 'endpoint':
          return eb('endpoint.id', '=', scope.id);
        case 'station':
          return eb('endpoint.id', 'in', idsOf({ stationIds: [scope.id] }));
        case 'area':
          return eb('endpoint.id', 'in', idsOf({ areaIds: [scope.id] }));
        case 'mine':
        case 'everywhere':
          return eb.lit(true);
      }
    })
    .execute();
  return rows.filter(({ stationId, areaId }) => {
    if (scope.kind === 'station') return stationId === scope.id;
    return scope.kind !== 'area' || isInArea(tree.on(date), areaId, scope.id);
  });
}
