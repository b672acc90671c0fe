import type { Grant } from '../access/roles.ts';
import { isAllowed } from '../access/roles.ts';
import type { Area } from '../area/area.ts';
import { isInArea } from '../area/area.ts';

/**
 * Whether somebody may answer what a station is asked: those who operate it or approve for it. Who holds
 * that role with the asking tier, or above it, would say yes to themselves.
 */
export function mayAnswer(
  grants: readonly Grant[],
  { stationAreaId, ownerAreaId }: { stationAreaId: string; ownerAreaId: string },
  areas: ReadonlyMap<string, Area>,
): boolean {
  const isOwn = isInArea(areas, ownerAreaId, stationAreaId);
  return grants.some(
    (grant) =>
      isAllowed([grant], 'ask.answer', stationAreaId, areas) &&
      (isOwn || !isInArea(areas, ownerAreaId, grant.areaId)),
  );
}
