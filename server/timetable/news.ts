import { mergeAsks } from '../../core/ask/merge-asks.ts';
import type { DatedAsk } from '../../core/compile/answers.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { HashedObject } from '../objects/objects.ts';
import type { Trial } from './each-station.ts';
import type { LoadedStation } from './station-input.ts';

/** A day that is not as it was, with the endpoints that are to have it. */
export interface NewDay {
  date: LocalDate;
  endpointIds: string[];
  playlist: HashedObject;
  record: HashedObject;
}

/** All that a compile changes of a station; plain data, so that it may come from another thread. */
export interface StationNews {
  stationId: string;
  /** Whose heads are to be made, where they would not say the same. */
  endpointIds: string[];
  days: NewDay[];
  asks: DatedAsk[];
}

/** What is to be written of a compiled station: what is as before is left out. */
export function newsOf({ station, groups }: Trial): StationNews {
  const days = groups.flatMap(({ date, endpointIds, playlistObject, recordObject }) => {
    const day = { date, endpointIds, playlist: playlistObject, record: recordObject };
    const changed = endpointIds.filter((id) => isNew(station, id, day));
    return changed.length > 0 ? [{ ...day, endpointIds: changed }] : [];
  });
  return {
    stationId: station.id,
    endpointIds: [...new Set(station.places.map(({ endpointId }) => endpointId))],
    days,
    asks: mergeAsks(groups),
  };
}

function isNew({ stored }: LoadedStation, endpointId: string, day: NewDay): boolean {
  const before = stored.get(endpointId)?.get(day.date);
  return before?.playlist !== day.playlist.sha256 || before.rulings !== day.record.sha256;
}
