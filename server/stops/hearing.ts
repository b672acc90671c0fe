import type { Kysely } from 'kysely';
import type { Area } from '../../core/area/area.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { occursOn } from '../../core/recurrence/occurs-on.ts';
import { reaches } from '../../core/broadcast/targets.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { areasBeneath } from '../access/area-scope.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { loadMembership } from '../timetable/membership.ts';

export type StopScope =
  { kind: 'endpoint' | 'station' | 'area'; id: string } | { kind: 'everywhere' };

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
    broadcast: Broadcast;
    date: LocalDate;
    areas: ReadonlyMap<string, Area>;
  },
): Promise<Hearing[]> {
  const { scope, occurrence, broadcast, date, areas } = given;
  const endpoints = await readEndpoints(db, scope, date);
  const objects = await readObjects(
    db,
    endpoints.flatMap(({ playlist }) => playlist ?? []),
  );
  const naming = new Set(
    [...objects].filter(([, bytes]) => bytes.includes(`"${occurrence}"`)).map(([hash]) => hash),
  );
  const membership = await loadMembership(db, areas, date);
  const isOn = occursOn(broadcast.dates, date);
  return endpoints
    .filter(
      ({ playlist, ...place }) =>
        naming.has(playlist ?? '') ||
        (isOn && reaches(broadcast.targets, membership.of(place), areas, date)),
    )
    .map(({ endpointId, areaId }) => ({ endpointId, areaId }));
}

function readEndpoints(db: Kysely<Database>, scope: StopScope, date: LocalDate) {
  return db
    .selectFrom('endpoint')
    .leftJoin('endpoint_day', (join) =>
      join.onRef('endpoint_day.endpoint_id', '=', 'endpoint.id').on('endpoint_day.date', '=', date),
    )
    .select(['endpoint.id as endpointId', 'endpoint.station_id as stationId'])
    .select(['endpoint.area_id as areaId', 'endpoint_day.playlist_sha256 as playlist'])
    .where('endpoint.revoked_at', 'is', null)
    .where((eb) => {
      switch (scope.kind) {
        case 'endpoint':
          return eb('endpoint.id', '=', scope.id);
        case 'station':
          return eb('endpoint.station_id', '=', scope.id);
        case 'area':
          return eb('endpoint.area_id', 'in', areasBeneath([scope.id]));
        case 'everywhere':
          return eb.lit(true);
      }
    })
    .execute();
}
