import type { Kysely } from 'kysely';
import type { Tree } from '../../core/area/tree.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import { keepAsks } from '../asks/keep-asks.ts';
import type { Heads } from '../heads/service.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import type { ChangeScope, TimetableChanges } from './changes.ts';
import { compileLoaded, storedDays, type HashedGroup, type StoredDays } from './compile-loaded.ts';
import { keepDraws } from './draws.ts';
import { keepDays } from './keep-days.ts';
import { loadSaid } from './load-said.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { stationsOf } from './scope.ts';
import { membershipIn } from './membership.ts';
import { loadShared, type SharedInput, type Supposition } from './shared-input.ts';
import { loadStations, type LoadedStation } from './station-input.ts';

/** A station as it would be compiled. */
export interface Trial {
  station: LoadedStation;
  groups: HashedGroup[];
  /** The days as they are in force. */
  stored: StoredDays;
}

export interface Timetable extends TimetableChanges {
  /** Compiles stations whose last compile failed. */
  retry(): Promise<void>;
  /** Resolves when no compile runs any more; with an aborted signal, soon. */
  settled(): Promise<void>;
  /** Compiles stations as if what is supposed were saved, and writes nothing. */
  tryOut(suppose: Supposition, stationIds: readonly string[]): Promise<Trial[]>;
}

export interface TimetableDeps {
  db: Kysely<Database>;
  tree: () => Promise<Tree>;
  heads: Heads;
  /** Called when heads were made: pushes go out from here. */
  onHeadsMade: () => Promise<void>;
  /** When aborted, what is not compiled yet is left to the next start. */
  signal: AbortSignal;
  /** See core/compile/freeze. */
  freezeMs: number;
  clock: Clock;
  log: Logger;
}

export function createTimetable(deps: TimetableDeps): Timetable {
  const { db, log } = deps;
  const missed: ChangeScope[] = [];
  const queue = oneAtATime(async (stationIds) => {
    const failed = await compile(deps, stationIds);
    if (failed.length > 0) missed.push({ stationIds: failed });
  });
  const changed = async (scope: ChangeScope) => {
    try {
      await queue.request(await stationsOf(db, scope));
    } catch (err) {
      missed.push(scope);
      log.error({ err }, 'a change was not compiled');
    }
  };
  return {
    changed,
    retry: async () => {
      for (const scope of missed.splice(0)) await changed(scope);
    },
    settled: () => queue.settled(),
    tryOut: async (suppose, stationIds) => {
      const trials: Trial[] = [];
      const collect: Use = (_, compileIt) => {
        trials.push(compileIt());
        return Promise.resolve();
      };
      await eachStation(deps, stationIds, collect, suppose);
      return trials;
    },
  };
}

/** Gives the stations that were not compiled: one station's fault is not the others'. */
async function compile(deps: TimetableDeps, stationIds: readonly string[]): Promise<string[]> {
  const { clock, log } = deps;
  const began = clock.monotonic();
  const failed: string[] = [];
  let days = 0;
  await eachStation(deps, stationIds, async (station, compileIt) => {
    try {
      days += await putInForce(deps, compileIt());
    } catch (err) {
      failed.push(station.id);
      log.error({ err, station: station.id }, 'a station was not compiled');
    }
  });
  if (!deps.signal.aborted) await deps.onHeadsMade();
  const ms = Math.round(clock.monotonic() - began);
  log.info({ stations: stationIds.length, days, ms }, 'compiled');
  return failed;
}

// Stations loaded by one round of queries.
const batch = 20;

type Use = (station: LoadedStation, compileIt: () => Compiled) => Promise<void>;

interface Compiled extends Trial {
  shared: SharedInput;
}

/** Loads stations in batches and hands out each with the means to compile it. */
async function eachStation(
  deps: TimetableDeps,
  stationIds: readonly string[],
  use: Use,
  suppose?: Supposition,
): Promise<void> {
  const { db, clock, freezeMs } = deps;
  const tree = await deps.tree();
  const shared = await loadShared(db, { tree, now: clock.now(), suppose: suppose ?? {} });
  if (!suppose && shared.freshDraws.length > 0)
    await db.transaction().execute((trx) => keepDraws(trx, shared.freshDraws, clock.now()));
  for (let from = 0; from < stationIds.length; from += batch) {
    const today = localDateOf(clock.now(), 'UTC');
    // Yesterday in any zone.
    const since = addDays(today, -2);
    const stations = await loadStations(db, stationIds.slice(from, from + batch), {
      since,
      membership: membershipIn(shared.groups, tree),
      withDays: true,
    });
    const objects = await readObjects(db, hashesOf(stations));
    const said = await loadSaid(db, stations, { since, suppose: suppose ?? {} });
    for (const station of stations) {
      if (deps.signal.aborted) return;
      const stored = storedDays(station, objects);
      await use(station, () => ({
        shared,
        station,
        stored,
        groups: compileLoaded(station, shared, { now: clock.now(), freezeMs, stored, said }),
      }));
      // Polls and alerts go first.
      await clock.sleep(0);
    }
  }
}

async function putInForce(
  { db, heads, clock }: TimetableDeps,
  { shared, station, groups }: Compiled,
): Promise<number> {
  const result = await db.transaction().execute(async (trx) => {
    const days = await keepDays(trx, station, groups, clock.now());
    await keepAsks(trx, station.id, { groups, clock });
    const endpointIds = [...new Set(station.places.map(({ endpointId }) => endpointId))];
    return { days, made: await heads.make(trx, endpointIds, shared) };
  });
  heads.publish(result.made);
  return result.days;
}

function hashesOf(stations: readonly LoadedStation[]): string[] {
  return stations.flatMap(({ stored, places }) =>
    places.flatMap(({ endpointId }) =>
      [...(stored.get(endpointId)?.values() ?? [])].flatMap((day) => [day.playlist, day.rulings]),
    ),
  );
}
