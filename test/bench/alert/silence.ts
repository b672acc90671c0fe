import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { api } from '../../../contract/api.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { lifetime } from '../../../runtime/lifecycle.ts';
import { placeAt } from '../../support/on-air.ts';
import { until } from '../../support/until.ts';
import { zoneAt } from '../../support/zone-at.ts';
import type { BenchOptions } from '../bench.ts';
import { startAgent } from '../onair/agents.ts';
import { makePipes, startListener } from '../onair/listener.ts';
import { startProvince, type Province } from '../poll/province.ts';
import { putFiles } from '../poll/put-files.ts';
import { airSeconds, bulkOfRound, fileBytes, makeAirSound, onAir, roundBytes } from './bulk.ts';
import { heldBytes } from './held-bytes.ts';
import { silenceAfter, type Silenced } from './judge-silence.ts';

/** How soon loudspeakers fall silent that download at the same time. */
export interface Silence {
  agents: number;
  stops: number;
  /** From each click to the last sample that can be heard, of each agent that fell silent. */
  tookMs: number[];
  /** Agents and stops in which nothing sounded at the click. */
  unplayed: number;
  /** Agents and stops in which it sounded on. */
  playedOn: number;
  /** Of all agents, from 0 to 1, those that were in the middle of a download at the click: the least of the stops. */
  downloading: number;
}

interface Clicked {
  atMs: number;
  downloading: number;
}

const clock = systemClock();
const leadSeconds = 30;
const soundingMs = 3_000;
const readyLimitMs = 180_000;
const beginLimitMs = 50_000;
/** Of the agents, who download at a stop. */
export const wantedShare = 0.9;
const silentMs = 9_000;
const dayMs = 86_400_000;

/** Real agents that play into named pipes, which another process reads, under a real server. */
export async function measureSilence({ quick, say }: BenchOptions): Promise<Silence> {
  const life = lifetime();
  try {
    const stops = quick ? 1 : 4;
    const size = { communes: quick ? 1 : 5, endpointsEach: quick ? 4 : 5, zone: zoneAt(12) };
    const folder = await mkdtemp(join(tmpdir(), 'loa-bench-'));
    life.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const air = await makeAirSound(folder);
    const province = await startProvince(life, size, {
      say,
      // What airs within the minute may still change.
      env: { LOA_FREEZE_SECONDS: '15' },
      prepare: (data) => putFiles(data, (id) => (id === onAir ? air : { bytes: fileBytes(id) })),
    });
    const agents = province.pollers.map(({ id }) => ({ id, data: join(folder, id) }));
    const pipes = agents.map(({ data }) => `${data}.fifo`);
    await makePipes(pipes);
    for (const [index, { id }] of agents.entries()) {
      const { code } = await province.operator.call(api.endpoints.pair, { params: { id } });
      const server = { origin: `http://127.0.0.1:${province.port}`, code };
      const agent = startAgent(server, { folder, name: id, output: `fifo:${pipes[index] ?? ''}` });
      life.add(() => agent.stop());
    }
    await untilReady(province, agents.length);
    say(`alert: ${agents.length} agents hold what they are to play`);
    const listener = await startListener(pipes);
    life.add(() => listener.kill());
    const clicks: Clicked[] = [];
    for (let round = 0; round < stops; round += 1) {
      const media = agents.map(({ data }) => join(data, 'media'));
      clicks.push(await stopOnce(province, { round, zone: size.zone, media }));
      say(`alert: stop ${round + 1} of ${stops}`);
    }
    const all: Silenced[] = [];
    for (const [index, heard] of (await listener.end()).entries()) {
      const sound = await readFile(`${pipes[index] ?? ''}.raw`);
      all.push(...clicks.map(({ atMs }) => silenceAfter(sound, heard, atMs)));
    }
    return {
      ...{ agents: agents.length, stops, tookMs: all.filter((one) => typeof one === 'number') },
      unplayed: all.filter((one) => one === 'did not play').length,
      playedOn: all.filter((one) => one === 'played on').length,
      downloading: Math.min(...clicks.map(({ downloading }) => downloading)),
    };
  } finally {
    await life.dispose();
  }
}

/** All are there, know the time and hold today with its audio. */
async function untilReady({ operator }: Province, agents: number): Promise<void> {
  const isReady = async () => {
    const { items } = await operator.call(api.endpoints.list, { query: { limit: 100 } });
    const ready = items.filter(
      ({ presence, clockTrusted, today }) =>
        presence === 'online' && clockTrusted && today.holds === 'yes',
    );
    return ready.length >= agents || undefined;
  };
  await until(isReady, { limitMs: readyLimitMs, everyMs: 1000, what: 'every agent is ready' });
}

/** One sound for all, audio of another day in the middle of it, and a stop while that comes in. */
async function stopOnce(
  { operator, rootId, pollers }: Province,
  { round, zone, media }: { round: number; zone: string; media: readonly string[] },
): Promise<Clicked> {
  const stationIds = new Set(pollers.map(({ id }) => `s_${id.split('_')[1] ?? ''}`));
  const communes = [...stationIds].map((stationId) => ({ stationId }));
  const place = (title: string, recordingIds: readonly string[], inSeconds: number) =>
    placeAt(
      { operator },
      {
        recordings: recordingIds.map((recordingId) => ({ recordingId })),
        ...{ title, communes, zone, ownerAreaId: rootId, inSeconds },
      },
    );
  const held = () => Promise.all(media.map(heldBytes));
  const placed = await place(`Tin ${round}`, [onAir], leadSeconds);
  if (!placed.outlook.occurrences.every(({ airs }) => airs))
    throw new Error(`what is to be stopped does not air: ${JSON.stringify(placed.outlook)}`);
  await clock.sleep(placed.startsAtMs + soundingMs - clock.now());
  const before = await held();
  await place(`Ngày mai ${round}`, bulkOfRound(round), dayMs / 1000 + round * 3600);
  let downloading = 0;
  // Where some are done before others begin, no moment has all of them.
  const areBusy = async () => {
    const came = (await held()).map((bytes, index) => bytes - (before[index] ?? 0));
    downloading = came.filter((bytes) => bytes > 0 && bytes < roundBytes).length / came.length;
    return downloading >= wantedShare || came.every((bytes) => bytes > 0) || undefined;
  };
  // On a slow machine the last begin when the first are done: what share downloads is told, and short where too small.
  await until(areBusy, { limitMs: beginLimitMs, everyMs: 20, what: 'agents download' }).catch(
    () => null,
  );
  const atMs = clock.now();
  await operator.call(api.occurrences.stop, {
    params: { id: placed.occurrence },
    body: { scope: { kind: 'everywhere' } },
  });
  await clock.sleep(silentMs);
  // What was stopped keeps its air: the next is not to be in its way.
  const freeAtMs = placed.startsAtMs + (airSeconds - leadSeconds) * 1000;
  await clock.sleep(freeAtMs - clock.now());
  return { atMs, downloading };
}
