import type { CompiledGroup, Stored } from '../../core/compile/compile-station.ts';
import { compileStation } from '../../core/compile/compile-station.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
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

/** The days of a station that are in force. */
export interface StoredDays {
  /** Names the day of an endpoint: two with the same name have the same day. Empty where there is none. */
  nameOf(endpointId: string, date: LocalDate): string;
  /** The day behind a name. */
  dayOf(name: string): Stored;
}

/** Reads them; `objects` has the bytes that they name. */
export function storedDays(
  station: LoadedStation,
  objects: ReadonlyMap<string, Buffer>,
): StoredDays {
  return {
    nameOf: (endpointId, date) => {
      const day = station.stored.get(endpointId)?.get(date);
      return day ? `${day.playlist} ${day.rulings}` : '';
    },
    dayOf: createReader(objects),
  };
}

/** Compiles the days that a station's endpoints hold. */
export function compileLoaded(
  station: LoadedStation,
  shared: SharedInput,
  given: { now: number; freezeMs: number; stored: StoredDays },
): HashedGroup[] {
  const { now, freezeMs, stored } = given;
  const groups = compileStation(
    { ...station, storedName: stored.nameOf, storedDay: stored.dayOf },
    heldDays(now, station.zone),
    { ...shared, now, freezeMs },
  );
  return groups.map((group) => ({
    ...group,
    playlistObject: hashObject('playlist', group.playlist),
    recordObject: hashRecord('rulings', group.record),
  }));
}

/** Reads stored days by name; many endpoints share one. */
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
