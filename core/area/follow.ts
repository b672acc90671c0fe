import type { LocalDate } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';
import { isAreaValid, lineOf } from './area.ts';
import type { DatedStation } from './dated-station.ts';
import { isStationOn, stationAreaOn } from './dated-station.ts';
import type { Territory } from './territory.ts';

/** Where an endpoint stands and which station it belongs to. */
export interface Standing {
  stationId: string;
  areaId: string;
}

/**
 * Says where an endpoint stands on a day that stood somewhere before and was not moved by hand. Its area is what
 * took over what it stood in, or where its station goes if it stood in the station's own area. It stays with its
 * station, or with what that was merged into, as long as this stands above it; else it goes to the nearest
 * station above, and stays where it is if there is none.
 */
export function followIn(territory: Territory): (standing: Standing, date: LocalDate) => Standing {
  const { tree } = territory;
  const known = new Map<string, Standing>();
  const byDay = new Map<LocalDate, ReadonlyMap<string, string>>();
  const stationsOn = (date: LocalDate) => {
    const found = byDay.get(date) ?? stationsByArea(territory.stations.values(), date);
    byDay.set(date, found);
    return found;
  };
  return ({ stationId, areaId }, date) => {
    const key = `${stationId} ${areaId} ${date}`;
    const found = known.get(key);
    if (found) return found;
    const line = lineOf(tree.on(date), areaId).filter((area) => isAreaValid(area, date));
    const station = livingStation(territory.stations, stationId, date);
    const stays = station && line.some(({ id }) => id === stationAreaOn(station, date));
    const byArea = stationsOn(date);
    const nearest = line.flatMap(({ id }) => byArea.get(id) ?? [])[0];
    const standing = movedAlong(station, { stationId, areaId }, date) ?? {
      stationId: (stays ? undefined : nearest) ?? station?.id ?? stationId,
      areaId: line[0]?.id ?? areaId,
    };
    known.set(key, standing);
    return standing;
  };
}

/** Where a station goes on a day with what stands in its own area; `null`: it does not go on that day. */
function movedAlong(
  station: DatedStation | undefined,
  { stationId, areaId }: Standing,
  date: LocalDate,
): Standing | null {
  if (station?.id !== stationId) return null;
  const [before, after] = [addDays(date, -1), date].map((day) => stationAreaOn(station, day));
  return before === areaId && after !== undefined && after !== areaId
    ? { stationId, areaId: after }
    : null;
}

/** A station, or what it was merged into by a day. */
function livingStation(
  stations: ReadonlyMap<string, DatedStation>,
  id: string,
  date: LocalDate,
): DatedStation | undefined {
  let station = stations.get(id);
  const seen = new Set<string>();
  while (station && !isStationOn(station, date) && station.successorId && !seen.has(station.id)) {
    seen.add(station.id);
    station = stations.get(station.successorId) ?? station;
  }
  return station;
}

function stationsByArea(
  stations: Iterable<DatedStation>,
  date: LocalDate,
): ReadonlyMap<string, string> {
  const byArea = new Map<string, string>();
  for (const station of stations)
    if (isStationOn(station, date)) byArea.set(stationAreaOn(station, date), station.id);
  return byArea;
}
