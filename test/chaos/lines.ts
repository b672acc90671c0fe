import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../runtime/clock.ts';
import { lifetime, type Lifetime } from '../../runtime/lifecycle.ts';
import { startTestLoa, type TestLoa } from '../support/loa.ts';
import { settle } from '../support/loa-people.ts';
import { approvedNoise, type Approved } from '../support/on-air.ts';
import { zoneAt } from '../support/zone-at.ts';
import type { Chaos, ChaosOptions } from './chaos.ts';
import { startEcho } from './lines/idle-connection.ts';
import { judgeLine } from './lines/judge.ts';
import { liveLine, type LineStory } from './lines/live-line.ts';
import { makeField, type Field } from './lines/make-field.ts';
import { whyNoLines } from './lines/may-draw.ts';
import { removeLines } from './lines/open-line.ts';
import { scriptsOf } from './lines/scripts.ts';
import { undoAtTheEnd } from './lines/undo-at-the-end.ts';

const clock = systemClock();
const soundSeconds = 4;
/** Communes of today, by their official code. */
const communeCodes = ['14215', '14218', '14221'];

/**
 * Real agents and simulated endpoints behind bad lines: one that loses packets, and two whose carriers forget idle
 * connections. Each endpoint gets what it is to play, by nudge or by poll, and proves each play once. Endpoints draw
 * from the seed; which packets are lost is the kernel's chance.
 */
export const run: Chaos = async (options) => {
  const began = clock.monotonic();
  const why = whyNoLines();
  if (why !== null)
    return { name: 'lines', seed: options.seed, seconds: 0, figures: {}, wrong: [why] };
  removeLines('dead');
  const life = lifetime();
  const undoing = undoAtTheEnd(life, () => removeLines('own'));
  try {
    const { stories, failures } = await live(life, options);
    const judged = stories.map(judgeLine);
    const seconds = Math.round((clock.monotonic() - began) / 1000);
    const figures = Object.assign(
      { serverFailures: failures },
      ...judged.map((one) => one.figures),
    );
    const wrong = judged.flatMap((one) => one.wrong);
    if (failures > 0) wrong.push(`the server failed at ${failures} requests`);
    return { name: 'lines', seed: options.seed, seconds, figures, wrong };
  } finally {
    await undoing.now();
  }
};

async function live(
  life: Lifetime,
  { seed, quick, say }: ChaosOptions,
): Promise<{ stories: LineStory[]; failures: number }> {
  const scripts = scriptsOf(quick);
  const zone = zoneAt(12);
  const folder = await mkdtemp(join(tmpdir(), 'loa-chaos-'));
  life.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const loa = await startTestLoa({ LOA_ZONE: zone });
  life.add(() => loa.remove());
  const { people, tree } = await settle(loa);
  const library = { people, tree, origin: loa.origin, folder };
  const sounds: Approved[] = [];
  const most = Math.max(...scripts.map(({ placements }) => placements));
  for (let index = 1; index <= most; index += 1) {
    const noise = { name: `sound${index}`, seconds: soundSeconds, seed: index };
    sounds.push(await approvedNoise(library, noise));
  }
  const echoPort = await startEcho(life);
  const size = quick ? { agents: 2, fleet: 8 } : { agents: 2, fleet: 30 };
  const fields: Field[] = [];
  for (const [index] of scripts.entries()) {
    const area = tree.today.get(communeCodes[index] ?? '');
    if (!area) throw new Error('a commune is missing from the imported tree');
    fields.push(await makeField(people, { area, zone, origin: loa.origin, ...size }));
  }
  say(
    `${scripts.length} lines, ${size.fleet} simulated endpoints and ${size.agents} agents on each`,
  );
  const deps = { loa, people, tree, zone, folder, seed, sounds, echoPort, life, clock, say };
  const stories = await Promise.all(
    scripts.map(async (script, index) => {
      const field = fields[index];
      if (!field) throw new Error(`there is no field for ${script.name}`);
      return liveLine(deps, { script, field, index });
    }),
  );
  return { stories, failures: await failuresOf(loa) };
}

/** Requests that the server answered with 5xx, by its own account. */
async function failuresOf(loa: TestLoa): Promise<number> {
  const text = await (await fetch(`${loa.origin}/metrics`)).text();
  const counted = [...text.matchAll(/^loa_http_answers_total\{status="5\d\d"\} (\d+)/gm)];
  const unserved = loa.output().match(/an endpoint was not served/g)?.length ?? 0;
  return counted.reduce((sum, [, number]) => sum + Number(number), 0) + unserved;
}
