import { performance } from 'node:perf_hooks';
import type { RankedBroadcast } from '../../core/compile/ranked-broadcast.ts';
import { daysFrom } from '../../core/time/zoned.ts';
import { generateSigningKey, loadSigner } from '../../runtime/crypto.ts';
import { headContent, signHead } from '../../server/heads/head-content.ts';
import { seeded } from '../support/seeded.ts';
import type { Bench } from './bench.ts';
import { compileNation, contextOf, type CompiledNation } from './compile/compile-nation.ts';
import { makeNation, type Nation, type Size } from './compile/nation.ts';
import { rruleLoopMs } from './compile/rrule-loop.ts';

const seed = 20261129;
/** Today and seven more. */
const dates = daysFrom('2026-11-30', 8);
const now = Date.UTC(2026, 10, 29, 17, 0, 0);

const ten: Size = {
  ...{ provinces: 1, districtsEach: 20, communesEach: 10, endpointsEach: 50, broadcasts: 5000 },
};
const hundred: Size = { ...ten, provinces: 10 };

/** Sizes between, to see with what the time grows. */
const table: readonly Size[] = [
  { ...ten, endpointsEach: 10 },
  { ...ten, endpointsEach: 200 },
  { ...ten, broadcasts: 2500 },
  { ...ten, provinces: 2, endpointsEach: 25 },
  { ...ten, provinces: 5, endpointsEach: 10 },
];

/**
 * Days of a country from plain data: expansion, placement, bytes and hash of every playlist and record;
 * then one commune's edit, a province's, and heads signed apart. Against a loop over endpoints which asks
 * rrule for the recurrence alone.
 */
export const run: Bench = async ({ quick, say }) => {
  // What the first run costs more (the engine is compiled) is nobody's edit.
  timed({ ...ten, communesEach: 2 });
  const small = timed(ten);
  say(describe(ten, small));
  for (const size of quick ? [] : table) say(describe(size, timed(size)));
  const large = quick ? null : timed(hundred);
  if (large) say(describe(hundred, large));
  const loop = rruleLoopMs(small.nation, contextOf(small.nation, small.nation.broadcasts, now), {
    dates,
    sample: quick ? 50 : 300,
  });
  say(`rrule: ${loop.perRuleUs.toFixed(0)} µs a rule and ${dates.length} days`);
  const editMs = editOf(large ?? small, say);
  const provinceEditMs = editOf(large ?? small, say, 'province');
  const figures = {
    full10kMs: round(small.ms),
    ...(large ? { full100kMs: round(large.ms), playlists100k: large.compiled.playlists.size } : {}),
    editMs: round(editMs),
    provinceEditMs: round(provinceEditMs),
    sign100kMs: round(await signMs(quick ? 1000 : 100_000)),
    vsRruleLoop: round(loop.totalMs / small.ms),
    rruleUsPerRule: round(loop.perRuleUs),
  };
  const short = [
    ...(figures.full10kMs > 2000
      ? [`10,000 endpoints took ${figures.full10kMs} ms, not 2,000`]
      : []),
    ...(large && large.ms > 6000
      ? [`100,000 endpoints took ${round(large.ms)} ms, not 6,000`]
      : []),
    ...(editMs > 50 ? [`a commune's edit took ${round(editMs)} ms, not 50`] : []),
    ...(figures.vsRruleLoop < 30 ? [`only ${figures.vsRruleLoop} × the rrule loop, not 30`] : []),
  ];
  return {
    ...{ name: 'compile', figures, ratio: figures.vsRruleLoop },
    ...{ against: 'a loop over endpoints which asks rrule for the recurrence alone', short },
  };
};

interface Timed {
  nation: Nation;
  compiled: CompiledNation;
  ms: number;
}

function timed(size: Size): Timed {
  const random = seeded(seed);
  const nation = makeNation(size, () => random(1_000_000) / 1_000_000);
  const began = performance.now();
  const context = contextOf(nation, nation.broadcasts, now);
  const compiled = compileNation(nation.stations, context, dates);
  const ms = performance.now() - began;
  const wanted = nation.stations.reduce((sum, { places }) => sum + places.length, 0) * dates.length;
  if (compiled.endpointDays !== wanted) throw new RangeError('an endpoint has no day');
  if (compiled.playlists.size < nation.stations.length * dates.length)
    throw new RangeError('communes share playlists');
  return { nation, compiled, ms };
}

function describe(size: Size, { nation, compiled, ms }: Timed): string {
  const endpoints = nation.stations.length * size.endpointsEach;
  return [
    `${endpoints} endpoints in ${nation.stations.length} communes, ${size.broadcasts} broadcasts:`,
    `${compiled.playlists.size} playlists, ${compiled.entries} entries in ${round(ms)} ms,`,
    `${((ms / compiled.playlists.size) * 1000).toFixed(0)} µs a playlist`,
  ].join(' ');
}

/** The median of several edits, each from the days in force to the bytes of the new ones. */
function editOf(
  { nation, compiled }: Timed,
  say: (line: string) => void,
  of: 'commune' | 'province' = 'commune',
): number {
  const times: number[] = [];
  let touched = 0;
  for (let round = 0; round < (of === 'commune' ? 21 : 3); round += 1) {
    const edited = pickBroadcast(nation, round, of);
    const changed: RankedBroadcast = { ...edited, version: 2, class: 'priority' };
    const began = performance.now();
    const all = nation.broadcasts.map((one) => (one.id === edited.id ? changed : one));
    const context = contextOf(nation, all, now);
    const stations = nation.stations.filter(({ places: [place] }) =>
      place
        ? context.index.reaching(place, dates[0] ?? '').some(({ id }) => id === edited.id)
        : false,
    );
    const again = compileNation(stations, context, dates, compiled);
    times.push(performance.now() - began);
    touched = stations.length;
    if (again.playlists.size === 0) throw new RangeError('the edit touched nothing');
  }
  const median = times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
  say(`an edit of a ${of}: ${touched} stations in ${round(median)} ms`);
  return median;
}

function pickBroadcast({ broadcasts }: Nation, nth: number, of: 'commune' | 'province') {
  const rank = of === 'commune' ? 2 : 0;
  const all = broadcasts.filter((one) => one.rank === rank);
  const found = all[(nth * 37) % all.length];
  if (!found) throw new RangeError(`no broadcast of a ${of}`);
  return found;
}

async function signMs(count: number): Promise<number> {
  const signer = loadSigner(generateSigningKey().privatePem);
  const content = headContent(
    {
      ...{ endpointId: 'e1', settingsSha256: 'A'.repeat(43), keysSha256: 'B'.repeat(43) },
      days: dates.map((date) => ({ date, playlist: 'C'.repeat(43) })),
      stopped: [],
    },
    signer.keyId,
  );
  const began = performance.now();
  for (let index = 0; index < count; index += 1)
    signHead({ ...content, endpoint: `e${index}` }, { signer, lastSequence: index, now });
  return ((performance.now() - began) / count) * 100_000;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
