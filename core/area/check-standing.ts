import type { LocalDate } from '../time/zoned.ts';
import { isAreaValid, isInArea } from './area.ts';
import { isStationOn, stationAreaOn } from './dated-station.ts';
import type { Standing } from './follow.ts';
import type { Territory, TerritoryFault } from './territory.ts';

/** Why an endpoint cannot stand somewhere on a day: it stands beneath its station, and both are there. */
export function checkStanding(
  { tree, stations }: Territory,
  { stationId, areaId }: Standing,
  on: LocalDate,
): TerritoryFault | null {
  const station = stations.get(stationId);
  const area = tree.areas.get(areaId);
  if (!station || !isStationOn(station, on)) return 'station_not_there';
  if (!area || !isAreaValid(area, on)) return 'area_not_there';
  const isBeneath = isInArea(tree.on(on), areaId, stationAreaOn(station, on));
  return isBeneath ? null : 'area_not_there';
}
