import type { LocalDate } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';
import { mergedStation, movedStation } from './change-station.ts';
import type { DatedStation } from './dated-station.ts';
import { stationAreaOn } from './dated-station.ts';
import type { Territory } from './territory.ts';
import { changeTerritory } from './territory.ts';
import type { DatedArea } from './tree.ts';

/** A territory without the merge that an area is planned to end with; it is as it was where there is none. */
export function callOffMerge(territory: Territory, area: DatedArea): Territory {
  if (!area.successorId) return territory;
  const goesOn = { ...area, validTo: null, successorId: null };
  return changeTerritory(territory, {
    areas: [goesOn],
    stations: reopenStations(territory, area),
  });
}

/**
 * The stations that a merge of an area moved or ended, as they are without it. Where stations of other areas that
 * merge into the same went into its station, the first of them takes its place.
 */
export function reopenStations({ tree, stations }: Territory, area: DatedArea): DatedStation[] {
  const { id, validTo, successorId } = area;
  if (validTo === null || !successorId) return [];
  const on = addDays(validTo, 1);
  const all = [...stations.values()];
  const station = all.find(
    (one) =>
      stationAreaOn(one, validTo) === id &&
      (isMerged(one, validTo) || movesTo(one, successorId, on)),
  );
  if (!station) return [];
  if (isMerged(station, validTo)) return [reopened(station)];
  const theirs = all
    .flatMap((one) => {
      const last = one.validTo;
      if (one.successorId !== station.id || !last || last < validTo) return [];
      const merged = tree.areas.get(stationAreaOn(one, last));
      const isAlong = merged?.successorId === successorId && merged.validTo === last;
      return isAlong ? { one, from: addDays(last, 1) } : [];
    })
    .sort((a, b) => a.from.localeCompare(b.from));
  const heir = theirs[0]?.one;
  return [
    { ...station, moves: (station.moves ?? []).filter(({ from }) => from !== on) },
    ...theirs.map(({ one, from }) =>
      !heir || one === heir
        ? movedStation(reopened(one), successorId, from)
        : mergedStation(one, heir.id, from),
    ),
  ];
}

function isMerged({ successorId, validTo }: DatedStation, lastDay: LocalDate): boolean {
  return Boolean(successorId) && validTo === lastDay;
}

function movesTo({ moves = [] }: DatedStation, to: string, on: LocalDate): boolean {
  return moves.some(({ from, areaId }) => from === on && areaId === to);
}

function reopened(station: DatedStation): DatedStation {
  return { ...station, validTo: null, successorId: null };
}
