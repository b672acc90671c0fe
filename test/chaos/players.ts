import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDistrict } from '../../cli/demo/district.ts';
import { findSound } from '../../cli/demo/find-sound.ts';
import { playerLinkRoutes } from '../../contract/http/player-links.ts';
import { endpointRoutes } from '../../contract/http/endpoints.ts';
import { systemClock } from '../../runtime/clock.ts';
import { startTestLoa } from '../support/loa.ts';
import { settle } from '../support/loa-people.ts';
import { approvedNoise, placeAt, type Approved } from '../support/on-air.ts';
import { until } from '../support/until.ts';
import { zoneAt } from '../support/zone-at.ts';
import type { Chaos } from './chaos.ts';
import { decode, players, sampleRate } from './players/players.ts';

const clock = systemClock();
const zone = zoneAt(12);
/** Players resample and dither; another noise correlates at less than 0.1. */
const enoughAlike = 0.8;

/** mpv and Liquidsoap play the M3U of a running Loa into files, and the right sounds are in there, in order. */
export const run: Chaos = async ({ seed, quick, say }) => {
  const began = clock.monotonic();
  const folder = await mkdtemp(join(tmpdir(), 'loa-players-'));
  const loa = await startTestLoa({ LOA_ZONE: zone, LOA_OUTBOUND_ALLOW: '127.0.0.0/8' });
  try {
    const { people, tree } = await settle(loa);
    const given = { tree, zone, receiverUrl: 'http://127.0.0.1:9/push' };
    const { communes } = await buildDistrict(people.administrator, given);
    const library = { people, tree, origin: loa.origin, folder };
    const sounds: Approved[] = [];
    for (let index = 0; index < (quick ? 2 : 4); index += 1) {
      const noise = { name: `tin-${index}`, seconds: 60, seed: seed + index };
      sounds.push(await approvedNoise(library, noise));
    }
    const [commune] = communes;
    if (!commune) throw new Error('there is no commune');
    const place = {
      recordings: sounds,
      communes: [commune],
      zone,
      inSeconds: 20,
      title: 'Bản tin',
    };
    const placed = await placeAt(people, { ...place, ownerAreaId: tree.provinceId });
    const link = await linkOf(people.operator, commune.stationId);
    const url = loa.origin + link;
    say(`the session begins in ${Math.round((placed.startsAtMs - clock.now()) / 1000)} s`);
    await until(async () => ((await linesOf(url)).length > 0 ? true : undefined), {
      ...{ limitMs: 60_000, everyMs: 200, what: 'the list has items' },
    });
    const wrong: string[] = [];
    const figures: Record<string, number> = { sounds: sounds.length };
    const files = Object.entries(players).map(([name, play]) => {
      const file = join(folder, `${name}.wav`);
      return { name, file, ended: play(url, file, folder) };
    });
    // All begin with the session: the list of one who comes later is shorter.
    await Promise.all(files.map(({ ended }) => ended));
    for (const { name, file } of files) {
      const found = await whereHeard(file, sounds);
      figures[`${name}Heard`] = found.filter((at) => at !== null).length;
      const isInOrder = found.every(
        (at, index) => index === 0 || (at ?? -1) > (found[index - 1] ?? 0),
      );
      if (found.includes(null) || !isInOrder)
        wrong.push(`${name} heard at ${JSON.stringify(found)}`);
      say(`${name} heard ${figures[`${name}Heard`] ?? 0} of ${sounds.length} sounds`);
    }
    if (loa.output().includes(link.split('token=')[1] ?? '')) wrong.push('the log has a token');
    const seconds = Math.round((clock.monotonic() - began) / 1000);
    return { name: 'players', seed, seconds, figures, wrong };
  } finally {
    await loa.remove();
    await rm(folder, { recursive: true, force: true });
  }
};

type Caller = Parameters<typeof placeAt>[0]['operator'];

async function linkOf(operator: Caller, stationId: string): Promise<string> {
  const { items } = await operator.call(endpointRoutes.list, { query: { stationId } });
  const id = items.find(({ kind }) => kind === 'agent')?.id ?? '';
  const made = await operator.call(playerLinkRoutes.create, {
    params: { id },
    body: { name: 'Máy thử' },
  });
  return made.path;
}

async function linesOf(url: string): Promise<string[]> {
  const text = await (await fetch(url)).text();
  return text.split('\n').filter((line) => line.startsWith('http'));
}

/** When each sound begins in what a player wrote, in seconds; `null`: nowhere. */
async function whereHeard(file: string, sounds: readonly Approved[]): Promise<(number | null)[]> {
  if ((await readFile(file)).length === 0) return sounds.map(() => null);
  const heard = await decode(file);
  const found: (number | null)[] = [];
  for (const { rendition } of sounds) {
    const sound = await decode(rendition);
    // Players cut a little at the joins.
    const middle = sound.subarray(sampleRate, sound.length - sampleRate);
    const at = findSound(heard, middle, sampleRate);
    found.push(at && at.correlation >= enoughAlike ? at.atSample / sampleRate : null);
  }
  return found;
}
