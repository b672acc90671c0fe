import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry } from '../../core/playlist/playlist.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import { systemClock } from '../../runtime/clock.ts';
import { lifetime } from '../../runtime/lifecycle.ts';
import { makeSound } from '../support/sound.ts';
import { seeded } from '../support/seeded.ts';
import { StationProtocolServer } from '../support/station-protocol-server.ts';
import { until } from '../support/until.ts';
import type { Chaos, ChaosOptions } from './chaos.ts';
import { createFastClock, mergeSpans } from '../support/fast-clock.ts';
import { judgeLived, type Judgement } from './offline/judge.ts';
import { createEndpoint } from './offline/live-through.ts';
import { hourMs, planEntries, planOutages, slowSpansOf } from './offline/plan.ts';

const world = systemClock();
const zone = 'UTC';
const soundMs = 2000;
/** So many times as fast: while nothing happens, and around what does. */
const pace = { fast: 2500, slow: 10 };
const backAgain = { fast: 60, slow: 60, slowSpans: [] };
const framesPerSecond = 24_000;

/**
 * An endpoint without a network for days, with restarts and power cuts: with a clock that runs on it plays what it
 * holds and reports each entry once; with one that forgets the time it is silent, and says why afterwards.
 */
export const run: Chaos = async (options) => {
  const began = world.monotonic();
  const { seed, quick } = options;
  const withRtc = await spend(options, { hours: quick ? 6 : 72, hasRtc: true });
  const without = await spend(options, { hours: quick ? 4 : 72, hasRtc: false });
  const named = (prefix: string, { counts }: Judgement) =>
    Object.fromEntries(Object.entries(counts).map(([what, number]) => [prefix + what, number]));
  const seconds = Math.round((world.monotonic() - began) / 1000);
  const figures = { ...named('rtc: ', withRtc), ...named('no rtc: ', without) };
  const wrong = [...withRtc.wrong, ...without.wrong.map((sentence) => `no rtc: ${sentence}`)];
  return { name: 'offline', seed, seconds, figures, wrong };
};

async function spend(
  { seed, say }: ChaosOptions,
  { hours, hasRtc }: { hours: number; hasRtc: boolean },
): Promise<Judgement> {
  const life = lifetime();
  const next = seeded(seed + (hasRtc ? 0 : 1));
  const folder = await mkdtemp(join(tmpdir(), 'loa-chaos-'));
  life.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const server = new StationProtocolServer();
  await server.start();
  life.add(() => server.stop().catch(() => {}));
  try {
    const clock = createFastClock();
    life.add(async () => clock.stop());
    const bulletin = await makeBulletin(server, folder);
    const fromMs = clock.now();
    const entries = planEntries(bulletin, { fromMs, hours, next });
    const outages = planOutages(entries, hours, next);
    publish(server, entries, fromMs);
    const pairing = ['--server', server.origin, '--code', server.code];
    const endpoint = createEndpoint({ clock, folder, pairing, hasRtc });
    life.add(() => endpoint.stop());
    await endpoint.boot();
    await untilAllHeld(server, entries);
    // The time is on disk by then.
    await world.sleep(9000);
    await server.stop();
    const slowSpans = mergeSpans(slowSpansOf(entries, outages));
    clock.setPace({ ...pace, slowSpans });
    await endpoint.liveThrough(outages);
    await clock.sleep(fromMs + hours * hourMs - clock.now());
    const statusesBefore = server.statuses.length;
    clock.setPace(backAgain);
    server.mischief = () => {
      clock.setPace(null);
      server.timeErrorMs = clock.now() - world.now();
      return false;
    };
    await server.start();
    // And it has said how it is: the plays may be there first.
    const isReported = () =>
      server.statuses.length > statusesBefore &&
      entries.every(({ key }) => server.plays.some((p) => p.key === key));
    const limits = { limitMs: 30_000, what: 'all is reported' };
    await until(async () => isReported() || undefined, limits).catch(() => {});
    await endpoint.stop();
    const timelessFromMs = hasRtc
      ? Infinity
      : (endpoint.downs().find((_, index) => outages[index]?.is === 'cut')?.fromMs ?? Infinity);
    const { plays } = server;
    const lived = judgeLived({ entries, plays, downs: endpoint.downs(), timelessFromMs });
    const { counts, wrong } = lived;
    const first = server.statuses[statusesBefore];
    if (first?.clockTrusted !== hasRtc)
      wrong.push(`back again it said clockTrusted: ${String(first?.clockTrusted)}`);
    if (!hasRtc && !counts['reason clock_untrusted'])
      wrong.push('nothing is reported as due while the time was not known');
    if (!counts['completed'] || outages.length === 0) wrong.push('nothing was tried');
    const awakeSeconds = Math.round(endpoint.awakeMs() / 1000);
    const soundedSeconds = Math.round(endpoint.frames() / framesPerSecond);
    if (Math.abs(soundedSeconds - awakeSeconds) > 2 + awakeSeconds / 1000)
      wrong.push(`${soundedSeconds} s of frames in ${awakeSeconds} s awake`);
    const cuts = outages.filter(({ is }) => is === 'cut').length;
    Object.assign(counts, { hours, cuts, restarts: outages.length - cuts });
    Object.assign(counts, { awakeSeconds, framesSeconds: soundedSeconds });
    say(`${hours} h ${hasRtc ? 'with' : 'without'} a clock: ${JSON.stringify(counts)}`);
    return lived;
  } finally {
    await life.dispose();
  }
}

async function makeBulletin(server: StationProtocolServer, folder: string) {
  const path = join(folder, 'tone.wav');
  await makeSound(path, `sine=f=800:d=${soundMs / 1000}:r=24000`, ['-c:a', 'pcm_s16le']);
  const bytes = await readFile(path);
  return { sha256: server.addMedia(bytes), bytes: bytes.length, durationMs: soundMs };
}

/** A playlist for each day. */
function publish(server: StationProtocolServer, entries: readonly Entry[], fromMs: number): void {
  const today = localDateOf(fromMs, zone);
  const days = [0, 1, 2, 3, 4].map((offset) => {
    const date = addDays(today, offset);
    const own = entries.filter(({ startsAt }) => localDateOf(startsAt, zone) === date);
    return { date, playlist: server.keep({ v: 1, date, zone, entries: own, powered: [] }) };
  });
  server.publish({ zone, head: { days } });
}

/** And the time is trusted. */
async function untilAllHeld(server: StationProtocolServer, entries: readonly Entry[]) {
  const isReady = () => {
    const last = server.statuses.at(-1);
    return last?.clockTrusted && last.complete.length === 5 && last.incomplete.length === 0;
  };
  if (entries.length === 0) throw new Error('nothing is due');
  const limits = { limitMs: 20_000, what: 'all is held' };
  await until(async () => isReady() || undefined, limits);
}
