import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { api } from '../../../contract/api.ts';
import { localDateOf } from '../../../core/time/zoned.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { lifetime } from '../../../runtime/lifecycle.ts';
import type { BenchOptions } from '../bench.ts';
import { until } from '../../support/until.ts';
import { useOf } from '../memory/process-tree.ts';
import { everyHead, startProvince, type Province } from '../poll/province.ts';
import { zone } from '../poll/seed.ts';
import { monotonicMs } from '../streams/monotonic.ts';
import { eventsRequest, openStreams, type Streams } from '../streams/open-streams.ts';
import { measureRawLoop } from './raw-loop.ts';

/** How long a whole province's nudges take. */
export interface Nudges {
  connected: number;
  /** From the click to the last stream having the order to stop: the slowest of the stops. */
  lastNudgeMs: number;
  /** From the click to its answer. */
  answeredMs: number;
  /** From the click to every head saying it, for those who do not listen. */
  inHeadsMs: number;
  /** Processor time that the server took for it, whatever else ran beside. */
  cpuMs: number;
  /** The same by a bare loop. */
  rawLastMs: number;
}

const clock = systemClock();
const limitMs = 60_000;
const quietMs = 3_000;
/** Broadcasts of the seeded province that are for all of it. */
const forAll = ['b1', 'b2x', 'b3'];

/**
 * Stops for everybody through the HTTP door while every endpoint listens. Those who listen here only read: they do
 * not come for the new head, as agents would.
 */
export async function measureNudges({ quick, say }: BenchOptions): Promise<Nudges> {
  const life = lifetime();
  try {
    const size = quick ? { communes: 20, endpointsEach: 50 } : { communes: 200, endpointsEach: 50 };
    const province = await startProvince(life, size, { say });
    const { port, pollers } = province;
    await everyHead(port, pollers);
    const requests = pollers.map(({ id, secret }) => eventsRequest(`Loa ${id}:${secret}`));
    const streams = await openStreams(life, { port, requests, nudge: 'event: stop' });
    const connected = streams.open();
    say(`alert: ${connected} streams are open`);
    const stops: Stop[] = [];
    for (const id of forAll) {
      await clock.sleep(quietMs);
      const stop = await stopOnce(province, streams, id);
      say(`alert: ${id} stopped, the last nudge after ${Math.round(stop.lastMs)} ms`);
      stops.push(stop);
    }
    await life.dispose();
    return {
      connected,
      lastNudgeMs: Math.max(...stops.map(({ lastMs }) => lastMs)),
      answeredMs: Math.max(...stops.map(({ answeredMs }) => answeredMs)),
      inHeadsMs: Math.max(...stops.map(({ inHeadsMs }) => inHeadsMs)),
      cpuMs: Math.max(...stops.map(({ cpuMs }) => cpuMs)),
      rawLastMs: await measureRawLoop(connected, forAll.length),
    };
  } finally {
    await life.dispose();
  }
}

interface Stop {
  lastMs: number;
  answeredMs: number;
  inHeadsMs: number;
  cpuMs: number;
}

async function stopOnce(
  { operator, pollers, pid, dataFolder }: Province,
  streams: Streams,
  broadcastId: string,
): Promise<Stop> {
  const occurrence = `${broadcastId}-${localDateOf(clock.now(), zone)}`;
  await streams.countAnew();
  const usedBefore = useOf(pid).cpuMs;
  const clickedAt = monotonicMs();
  const { endpoints, nudged } = await operator.call(api.occurrences.stop, {
    params: { id: occurrence },
    body: { scope: { kind: 'everywhere' } },
  });
  const answeredMs = monotonicMs() - clickedAt;
  if (endpoints !== pollers.length || nudged !== pollers.length)
    throw new Error(`of ${pollers.length} endpoints ${endpoints} were told, ${nudged} nudged`);
  const lastMs = (await streams.untilAllHeard(limitMs)) - clickedAt;
  await untilInHeads(dataFolder, occurrence);
  const inHeadsMs = monotonicMs() - clickedAt;
  return { lastMs, answeredMs, inHeadsMs, cpuMs: useOf(pid).cpuMs - usedBefore };
}

async function untilInHeads(dataFolder: string, occurrence: string): Promise<void> {
  const db = new Sqlite(join(dataFolder, 'loa.sqlite'), { readonly: true });
  try {
    const left = db
      .prepare('select count(*) from stop where occurrence = ? and head_sequence is null')
      .pluck();
    const isDone = () => Promise.resolve(left.get(occurrence) === 0 || undefined);
    await until(isDone, { limitMs, everyMs: 100, what: 'every head says it' });
  } finally {
    db.close();
  }
}
