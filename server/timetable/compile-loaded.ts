import type { CompiledGroup, Stored } from '../../core/compile/compile-station.ts';
import { compileStation } from '../../core/compile/compile-station.ts';
import { hashObject, hashRecord, type HashedObject } from '../objects/objects.ts';
import { heldDays } from './horizon.ts';
import type { SharedInput } from './shared-input.ts';
import type { LoadedStation } from './station-input.ts';
import { readPlaylist, readRecord } from './stored-day.ts';

/** A compiled day with the bytes that are kept of it. */
export interface HashedGroup extends CompiledGroup {
  playlistObject: HashedObject;
  recordObject: HashedObject;
}

/** Compiles the days that a station's endpoints hold; `objects` has the bytes that the stored days name. */
export function compileLoaded(
  station: LoadedStation,
  shared: SharedInput,
  given: { now: number; freezeMs: number; objects: ReadonlyMap<string, Buffer> },
): HashedGroup[] {
  const { now, freezeMs, objects } = given;
  const groups = compileStation(
    {
      ...station,
      storedName: (endpointId, date) => {
        const day = station.stored.get(endpointId)?.get(date);
        return day ? `${day.playlist} ${day.rulings}` : '';
      },
      storedDay: createReader(objects),
    },
    heldDays(now, station.zone),
    { ...shared, now, freezeMs },
  );
  return groups.map((group) => ({
    ...group,
    playlistObject: hashObject('playlist', group.playlist),
    recordObject: hashRecord('rulings', group.record),
  }));
}

/** Reads stored days; many endpoints share one. */
function createReader(objects: ReadonlyMap<string, Buffer>): (name: string) => Stored {
  const known = new Map<string, Stored>();
  return (name) => {
    const found = known.get(name);
    if (found) return found;
    const [playlist = '', rulings = ''] = name.split(' ');
    const stored = {
      entries: readPlaylist(objects.get(playlist))?.entries ?? [],
      record: readRecord(objects.get(rulings)),
    };
    known.set(name, stored);
    return stored;
  };
}
