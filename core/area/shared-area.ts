import type { LocalDate } from '../time/zoned.ts';
import { isStationOn, stationAreaOn, type DatedStation } from './dated-station.ts';
import { changeDays, type Territory } from './territory.ts';

/** Whether, on any day from `since` on, one of these stations stands in an area in which another stands too. */
export function isAreaShared(
  territory: Territory,
  { stations, since }: { stations: readonly DatedStation[]; since: LocalDate },
): boolean {
  const all = [...territory.stations.values()];
  return [since, ...changeDays(territory, since)].some((day) => {
    const living = stations.filter((station) => isStationOn(station, day));
    return living.some((station) => {
      const areaId = stationAreaOn(station, day);
      return all.some(
        (other) =>
          other.id !== station.id &&
          isStationOn(other, day) &&
          stationAreaOn(other, day) === areaId,
      );
    });
  });
}
