import type { Kysely } from 'kysely';
import type { Tree } from '../../core/area/tree.ts';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Heads } from '../heads/service.ts';
import type { Database } from '../store/schema.ts';
import type { ChangeScope, TimetableChanges } from './changes.ts';
import { fromPlain } from '../threads/plain-error.ts';
import { compileAside } from './compile-aside.ts';
import { keepDraws } from './draws.ts';
import { eachStation, stationBatch, tryOutStations, type Trial } from './each-station.ts';
import { newsOf, type StationNews } from './news.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { putInForce } from './put-in-force.ts';
import { stationsOf } from './scope.ts';
import type { SharedInput, Supposition } from './shared-input.ts';

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
  /** Where `db` is kept: threads read it by themselves. */
  databaseFile: string;
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
    tryOut: async (suppose, stationIds) =>
      tryOutStations({ ...deps, tree: await deps.tree() }, { suppose, stationIds }),
  };
}

/** Gives the stations that were not compiled: one station's fault is not the others'. */
async function compile(deps: TimetableDeps, stationIds: readonly string[]): Promise<string[]> {
  const { db, heads, clock, log, signal } = deps;
  const began = clock.monotonic();
  const rules = await heads.rules();
  const failed: string[] = [];
  let days = 0;
  await findNews(deps, stationIds, {
    draws: (fresh) => db.transaction().execute((trx) => keepDraws(trx, fresh, clock.now())),
    station: async (stationId, news) => {
      try {
        days += await putInForce(deps, news(), rules);
      } catch (err) {
        failed.push(stationId);
        log.error({ err, station: stationId }, 'a station was not compiled');
      }
    },
  });
  if (!signal.aborted) await deps.onHeadsMade();
  const ms = Math.round(clock.monotonic() - began);
  log.info({ stations: stationIds.length, days, ms }, 'compiled');
  return failed;
}

interface Hearing {
  draws: (fresh: SharedInput['freshDraws']) => Promise<void>;
  /** `news` throws what the compile of the station failed of. */
  station: (stationId: string, news: () => StationNews) => Promise<void>;
}

/** Compiles: what a few stations need is done before a thread has started; more are done in one. */
async function findNews(
  deps: TimetableDeps,
  stationIds: readonly string[],
  { draws, station }: Hearing,
): Promise<void> {
  const { databaseFile, freezeMs, clock, signal } = deps;
  if (stationIds.length <= stationBatch) {
    const reading = { ...deps, tree: await deps.tree() };
    await eachStation(reading, { stationIds, keepDraws: draws }, ({ id }, compileIt) =>
      station(id, () => newsOf(compileIt())),
    );
    return;
  }
  const clockOffsetMs = clock.now() - systemClock().now();
  const order = { databaseFile, stationIds, freezeMs, clockOffsetMs, ...deps.heads.keyNames() };
  await compileAside(order, {
    signal,
    hear: (message) => {
      if (message.kind === 'draws') return draws(message.fresh);
      if (message.kind === 'news') return station(message.news.stationId, () => message.news);
      return station(message.stationId, () => {
        throw fromPlain(message.error);
      });
    },
  });
}
