import type { Kysely } from 'kysely';
import { isInArea } from '../../core/area/area.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';

/** Where a rule of a place holds: in an area and beneath it, or at one endpoint of it. */
export interface RulePlace {
  areaId: string;
  endpointId: string | null;
  endpointName: string | null;
}

/**
 * The place of a new rule, as rules are told: an endpoint with the area that it stands in.
 * @throws AppError `area_not_found`, `endpoint_not_found`, `not_allowed`
 */
export async function requireRulePlace(
  { db, access }: { db: Kysely<Database>; access: Access },
  principal: Principal,
  { areaId, endpointId }: { areaId: string; endpointId: string | null },
): Promise<RulePlace> {
  const areas = await access.areas();
  if (!areas.has(areaId)) throw new AppError('area_not_found', `there is no area ${areaId}`);
  await access.require(principal, 'quiet-hours.write', areaId);
  if (endpointId === null) return { areaId, endpointId, endpointName: null };
  const endpoint = await db
    .selectFrom('endpoint')
    .select(['area_id', 'name'])
    .where('id', '=', endpointId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!endpoint || !isInArea(areas, endpoint.area_id, areaId))
    throw new AppError('endpoint_not_found', `there is no endpoint ${endpointId} in that area`);
  return { areaId: endpoint.area_id, endpointId, endpointName: endpoint.name };
}
