import type { Effects } from '../../contract/http/effects.ts';
import { checkStanding } from '../../core/area/check-standing.ts';
import { stationAreaOn } from '../../core/area/dated-station.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import type { Principal } from '../http/principal.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import { loadDatedStations } from '../territory/load-territory.ts';
import type { TerritoryService } from '../territory/service.ts';
import type { EndpointRow } from './repo.ts';

export interface EndpointMove {
  stationId: string;
  areaId?: string | undefined;
  /** The first day there. */
  on: LocalDate;
}

/**
 * Puts an endpoint to another station or village from a day on, or says what that would do.
 * @throws AppError `station_not_found`, `area_not_found`, `not_allowed`, and what a change of territory throws
 */
export async function moveEndpoint(
  { db, access, territory }: { db: Kysely<Database>; access: Access; territory: TerritoryService },
  principal: Principal,
  { id, areaId: fromAreaId }: EndpointRow,
  { stationId, on, isDryRun, ...given }: EndpointMove & { isDryRun: boolean },
): Promise<Effects> {
  const station = (await loadDatedStations(db, [stationId])).get(stationId);
  if (!station) throw new AppError('station_not_found', `there is no station ${stationId}`);
  const areaId = given.areaId ?? stationAreaOn(station, on);
  if (!(await access.areas()).has(areaId))
    throw new AppError('area_not_found', `there is no area ${areaId}`);
  await access.require(principal, 'endpoint.pair', areaId);
  const detail = { stationId, areaId, on };
  return territory.change({
    make: (before) =>
      checkStanding(before, { stationId, areaId }, on) ?? { areas: [], stations: [] },
    since: on,
    move: { endpointId: id, stationId, areaId },
    isDryRun,
    audit: {
      ...{ userId: principal.userId, action: 'endpoint.move', subject: id },
      ...{ areaId: fromAreaId, detail },
    },
  });
}
