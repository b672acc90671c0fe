import type { Kysely } from 'kysely';
import type { Tree } from '../../core/area/tree.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { compileLoaded, storedDays, type HashedGroup, type StoredDays } from './compile-loaded.ts';
import { loadSaid } from './load-said.ts';
import { membershipIn } from './membership.ts';
import { loadShared, type SharedInput, type Supposition } from './shared-input.ts';
import { loadStations, type LoadedStation } from './station-input.ts';

/** Stations loaded by one round of queries. */
export const stationBatch = 20;

/** A station as it would be compiled. */
export interface Trial {
  station: LoadedStation;
  groups: HashedGroup[];
  /** The days as they are in force. */
  stored: StoredDays;
}

export interface Reading {
  /** Only read from. */
  db: Kysely<Database>;
  tree: Tree;
  /** See core/compile/freeze. */
  freezeMs: number;
  /** When aborted, the stations that are left are not handed out. */
  signal: AbortSignal;
  clock: Clock;
}

/** What to compile. */
export interface Wanted {
  stationIds: readonly string[];
  suppose?: Supposition;
  /** Keeps what was drawn for pools, before anything is compiled by it. */
  keepDraws?: (fresh: SharedInput['freshDraws']) => Promise<void>;
}

/** Gets a station and the means to compile it. */
export type Use = (station: LoadedStation, compileIt: () => Trial) => Promise<void>;

/** Loads stations in batches and hands out one after the other; unknown ids are left out. */
export async function eachStation(reading: Reading, wanted: Wanted, use: Use): Promise<void> {
  const { db, tree, clock, freezeMs, signal } = reading;
  const { stationIds, suppose = {} } = wanted;
  const shared = await loadShared(db, { tree, now: clock.now(), suppose });
  if (shared.freshDraws.length > 0) await wanted.keepDraws?.(shared.freshDraws);
  const membership = membershipIn(shared.groups, tree);
  for (let from = 0; from < stationIds.length; from += stationBatch) {
    // Yesterday in any zone.
    const since = addDays(localDateOf(clock.now(), 'UTC'), -2);
    const ids = stationIds.slice(from, from + stationBatch);
    const loaded = await loadStations(db, ids, { since, membership, withDays: true });
    const stations = loaded.map((one) => {
      const sessions = suppose.sessions?.get(one.id);
      return sessions ? { ...one, sessions: [...sessions] } : one;
    });
    const objects = await readObjects(db, hashesOf(stations));
    const said = await loadSaid(db, stations, { since, suppose });
    for (const station of stations) {
      if (signal.aborted) return;
      const stored = storedDays(station, objects);
      await use(station, () => ({
        station,
        stored,
        groups: compileLoaded(station, shared, { now: clock.now(), freezeMs, stored, said }),
      }));
      // Polls and alerts go first.
      await clock.sleep(0);
    }
  }
}

/** Compiles stations as if what is supposed were saved. */
export async function tryOutStations(
  reading: Reading,
  wanted: Required<Pick<Wanted, 'stationIds' | 'suppose'>>,
): Promise<Trial[]> {
  const trials: Trial[] = [];
  await eachStation(reading, wanted, (_, compileIt) => {
    trials.push(compileIt());
    return Promise.resolve();
  });
  return trials;
}

function hashesOf(stations: readonly LoadedStation[]): string[] {
  return stations.flatMap(({ stored, places }) =>
    places.flatMap(({ endpointId }) =>
      [...(stored.get(endpointId)?.values() ?? [])].flatMap((day) => [day.playlist, day.rulings]),
    ),
  );
}
