import type { LocalDate } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';
import { isAreaValid, isInArea } from './area.ts';
import { mergedStation, movedStation } from './change-station.ts';
import type { DatedStation } from './dated-station.ts';
import { isStationOn, stationAreaOn } from './dated-station.ts';
import { callOffMerge } from './reopen-stations.ts';
import { isAreaShared } from './shared-area.ts';
import type { Territory, TerritoryChange, TerritoryFault } from './territory.ts';
import { changeTerritory } from './territory.ts';

export interface Merge {
  areaIds: readonly string[];
  into: string;
  /** The first day without them. */
  on: LocalDate;
}

/**
 * Areas that another takes over: they end, and what lies in them is beneath it. Their stations go into its
 * station; where it has none, it takes over the first of them. A merge that was planned for them before is called
 * off: nothing of it is left.
 */
export function mergeAreas(
  territory: Territory,
  { areaIds, into, on }: Merge,
): TerritoryChange | TerritoryFault {
  const lastDay = addDays(on, -1);
  const areas = areaIds.flatMap((id) => territory.tree.areas.get(id) ?? []);
  if (areas.length < areaIds.length || !areas.every((area) => isAreaValid(area, lastDay)))
    return 'area_not_there';
  const apart = areas.reduce(callOffMerge, territory);
  const heir = apart.tree.areas.get(into);
  if (!heir || !isAreaValid(heir, on)) return 'area_not_there';
  if (areaIds.some((id) => isInArea(apart.tree.on(on), into, id))) return 'area_nested';
  const merged = areas.map((area) => ({ ...area, validTo: lastDay, successorId: into }));
  const theirs = mergeTheirStations([...apart.stations.values()], { areaIds, into, on });
  const after = changeTerritory(apart, { areas: merged, stations: theirs });
  const stations = [...after.stations.values()].filter(
    (station) => station !== territory.stations.get(station.id),
  );
  // One may be about to come to where another goes now.
  if (isAreaShared(after, { stations, since: on })) return 'station_area_taken';
  return { areas: merged, stations };
}

function mergeTheirStations(
  stations: readonly DatedStation[],
  { areaIds, into, on }: Merge,
): DatedStation[] {
  const at = (areaId: string) =>
    stations.find((one) => isStationOn(one, on) && stationAreaOn(one, on) === areaId);
  const theirs = areaIds.flatMap((areaId) => at(areaId) ?? []);
  const [first, ...others] = theirs;
  if (!first) return [];
  const heir = at(into);
  if (heir) return theirs.map((station) => mergedStation(station, heir.id, on));
  return [
    movedStation(first, into, on),
    ...others.map((station) => mergedStation(station, first.id, on)),
  ];
}
