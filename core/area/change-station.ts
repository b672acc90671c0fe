import type { LocalDate } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';
import { isAreaValid } from './area.ts';
import type { DatedStation } from './dated-station.ts';
import { isStationOn } from './dated-station.ts';
import { isAreaShared } from './shared-area.ts';
import type { Territory, TerritoryChange, TerritoryFault } from './territory.ts';
import { changeTerritory } from './territory.ts';

/** A station taken over by another area from a day on, with its sessions and its endpoints. */
export function moveStation(
  territory: Territory,
  { stationId, to, on }: { stationId: string; to: string; on: LocalDate },
): TerritoryChange | TerritoryFault {
  const { tree, stations } = territory;
  const station = stations.get(stationId);
  const area = tree.areas.get(to);
  if (!station || !isStationOn(station, on)) return 'station_not_there';
  if (!area || !isAreaValid(area, on)) return 'area_not_there';
  const change = { areas: [], stations: [movedStation(station, to, on)] };
  return isAreaShared(changeTerritory(territory, change), { ...change, since: on })
    ? 'station_area_taken'
    : change;
}

/** A station that goes into another from a day on: its endpoints follow, its sessions end. */
export function mergeStation(
  { stations }: Territory,
  { stationId, into, on }: { stationId: string; into: string; on: LocalDate },
): TerritoryChange | TerritoryFault {
  const [station, heir] = [stations.get(stationId), stations.get(into)];
  if (!station || !heir || station === heir) return 'station_not_there';
  if (!isStationOn(station, addDays(on, -1)) || !isStationOn(heir, on)) return 'station_not_there';
  return { areas: [], stations: [mergedStation(station, into, on)] };
}

export function movedStation(station: DatedStation, to: string, on: LocalDate): DatedStation {
  const { areaId, moves = [] } = station;
  const known = moves.length > 0 ? moves : [{ from: null, areaId }];
  const earlier = known.filter(({ from }) => from === null || from < on);
  const later = known.filter(({ from }) => from !== null && from > on);
  const all = [...earlier, { from: on, areaId: to }, ...later];
  return { ...station, moves: all.filter((one, index) => one.areaId !== all[index - 1]?.areaId) };
}

export function mergedStation(station: DatedStation, into: string, on: LocalDate): DatedStation {
  return { ...station, validTo: addDays(on, -1), successorId: into };
}
