import { addDays } from '../time/zoned.ts';
import type { DatedStation } from './dated-station.ts';
import { stationAreaOn } from './dated-station.ts';
import type { DatedArea } from './tree.ts';

/** The stations of a merged area as they are without the merge: those that it moved or ended. */
export function reopenStations(
  stations: Iterable<DatedStation>,
  { id, validTo, successorId }: DatedArea,
): DatedStation[] {
  if (validTo === null) return [];
  const on = addDays(validTo, 1);
  return [...stations].flatMap((station) => {
    if (stationAreaOn(station, validTo) !== id) return [];
    if (station.successorId && station.validTo === validTo)
      return { ...station, validTo: null, successorId: null };
    const moves = (station.moves ?? []).filter(
      ({ from, areaId }) => from !== on || areaId !== successorId,
    );
    return moves.length === (station.moves ?? []).length ? [] : { ...station, moves };
  });
}
