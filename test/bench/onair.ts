import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry } from '../../core/playlist/playlist.ts';
import { systemClock } from '../../runtime/clock.ts';
import { lifetime, type Lifetime } from '../../runtime/lifecycle.ts';
import { StationProtocolServer } from '../support/station-protocol-server.ts';
import type { Bench } from './bench.ts';
import { startAgent } from './onair/agents.ts';
import { judge, onsetNear, type Judgement } from './onair/judge.ts';
import { startLiquidsoap } from './onair/liquidsoap.ts';
import { makePipes, startListener, type Heard } from './onair/listener.ts';
import { entriesOf, groupSize, makeItems, type Item } from './onair/timetable.ts';

const clock = systemClock();
const tailMs = 3000;
const stepMs = 10_000;
const hoursAheadMs = 3 * 3_600_000;
/** Liquidsoap takes some seconds to begin. */
const leadMs = 25_000;
/** Who writes no sooner than it sounds needs a card that begins later; that does not count as late. */
const liquidsoapSlackMs = 200;

/** In the field each loudspeaker has a disk of its own; here all would wait for each other's. */
const memoryDisk = '/dev/shm';

/** Agents that play the same timetable into named pipes, which another process reads; Liquidsoap beside them. */
export const run: Bench = async ({ quick, say }) => {
  const life = lifetime();
  try {
    const size = quick
      ? { agents: 4, items: 20, seconds: 2.5 }
      : { agents: 25, items: 100, seconds: 10 };
    const folder = await makeFolder(life, tmpdir());
    const disks = await makeFolder(life, existsSync(memoryDisk) ? memoryDisk : tmpdir());
    const server = new StationProtocolServer();
    await server.start();
    life.add(() => server.stop());
    say('onair: making items');
    const items = await makeItems(server, {
      ...{ folder, count: size.items, seconds: size.seconds },
    });
    const { heard, liquidsoap, entries } = await play(life, {
      server,
      folder,
      disks,
      items,
      say,
      size,
    });
    const judged: Judgement[] = [];
    for (const one of heard)
      judged.push(judge(await readFile(`${one.pipe}.raw`), one, { items, entries }));
    const radio = await readFile(`${liquidsoap.pipe}.raw`);
    const theirs = items.flatMap((item, index) => {
      const { startsAt } = entries[index] ?? { startsAt: 0 };
      if (index % groupSize !== 0) return [];
      const at = onsetNear(radio, liquidsoap, { item, startsAt });
      return at === null ? [] : [Math.abs(at - startsAt)];
    });
    const figures = {
      agents: size.agents,
      items: size.items,
      ...figuresOf(judged, entries),
      underruns: heard.reduce((sum, { shifts }) => sum + shifts.length, 0),
      liquidsoapStarts: theirs.length,
      liquidsoapStartErrorP99Ms: round(percentile(theirs, 0.99)),
    };
    const short = [
      ...(figures.missing > 0 ? [`${figures.missing} items did not sound`] : []),
      ...(figures.startErrorP99Ms > 5 ? ['start error p99 above 5 ms'] : []),
      ...(figures.badJoinSamples > 0 ? ['samples missing or too many'] : []),
      ...(figures.spreadMs > 10 ? ['agents more than 10 ms apart'] : []),
      ...(figures.underruns > 0 ? ['sound came too late for a card'] : []),
      ...(theirs.length === 0 ? ['Liquidsoap was not heard'] : []),
    ];
    const ratio = round(figures.liquidsoapStartErrorP99Ms / figures.startErrorP99Ms);
    return { name: 'onair', ratio, against: "Liquidsoap's start error by ours", figures, short };
  } finally {
    await life.dispose();
  }
};

async function makeFolder(life: Lifetime, where: string): Promise<string> {
  const folder = await mkdtemp(join(where, 'loa-bench-'));
  life.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

type Pipe = Heard & { pipe: string };

async function play(
  life: Lifetime,
  given: {
    server: StationProtocolServer;
    folder: string;
    disks: string;
    items: Item[];
    size: { agents: number; items: number };
    say: (line: string) => void;
  },
): Promise<{ heard: Pipe[]; liquidsoap: Pipe; entries: Entry[] }> {
  const { server, folder, disks, items, size, say } = given;
  const names = Array.from({ length: size.agents }, (_, index) => `agent${index}`);
  const pipes = [...names, 'liquidsoap'].map((name) => join(folder, `${name}.fifo`));
  await makePipes(pipes);
  // First for a later hour, so that all have paired and hold everything when it becomes serious.
  server.publish({ entries: entriesOf(items, clock.now() + hoursAheadMs) });
  for (const [index, name] of names.entries()) {
    const agent = startAgent(server, { folder: disks, name, output: `fifo:${pipes[index] ?? ''}` });
    life.add(() => agent.stop());
  }
  await untilHeld(server, size.agents, say);
  // A card is not opened on a machine that is busy starting others: when it begins would be anybody's guess.
  const listener = await startListener(pipes, liquidsoapSlackMs);
  life.add(() => listener.kill());
  const entries = entriesOf(items, Math.ceil(clock.now() / 1000) * 1000 + leadMs);
  server.publish({ entries });
  const pipe = pipes.at(-1) ?? '';
  const radio = await startLiquidsoap({ folder, items, entries, pipe });
  life.add(() => radio.stop());
  const last = entries.at(-1);
  const end = (last?.startsAt ?? 0) + (last?.durationMs ?? 0) + tailMs;
  for (let left = end - clock.now(); left > 0; left = end - clock.now()) {
    say(`onair: ${server.plays.length} plays proved, ${Math.round(left / 1000)} s left`);
    await clock.sleep(Math.min(left, stepMs));
  }
  const all = (await listener.end()).map((one, index) => ({ ...one, pipe: pipes[index] ?? '' }));
  const liquidsoap = all.pop();
  if (!liquidsoap) throw new Error('nobody listened');
  return { heard: all, liquidsoap, entries };
}

/** Until every agent has said that it holds all. */
async function untilHeld(
  server: StationProtocolServer,
  agents: number,
  say: (line: string) => void,
): Promise<void> {
  const wanted = server.playlist?.sha256 ?? '';
  const done = () => server.statuses.filter(({ complete }) => complete.includes(wanted));
  // Each says so at least once when it has just come to hold it.
  for (let waited = 0; ; waited += 1) {
    const asked = server.requestsOf('/media/').length;
    if (asked >= agents * server.media.size && done().length >= agents) return;
    if (waited % 20 === 0) say(`onair: ${asked} of ${agents * server.media.size} files asked for`);
    await clock.sleep(stepMs / 20);
  }
}

function figuresOf(judged: readonly Judgement[], entries: readonly Entry[]) {
  const errors: number[] = [];
  let missing = 0;
  let spreadMs = 0;
  for (const [index, { startsAt }] of entries.entries()) {
    const sounded = judged.map((one) => one.sounded[index] ?? null);
    const there = sounded.filter((at) => at !== null);
    missing += sounded.length - there.length;
    errors.push(...there.map((at) => Math.abs(at - startsAt)));
    if (there.length > 0) spreadMs = Math.max(spreadMs, Math.max(...there) - Math.min(...there));
  }
  return {
    startErrorP99Ms: round(percentile(errors, 0.99)),
    startErrorMedianMs: round(percentile(errors, 0.5)),
    missing,
    badJoinSamples: judged.reduce((sum, { badSamples }) => sum + badSamples, 0),
    spreadMs: round(spreadMs),
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
