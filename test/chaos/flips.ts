import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../runtime/clock.ts';
import { lifetime } from '../../runtime/lifecycle.ts';
import { seeded } from '../support/seeded.ts';
import type { Chaos } from './chaos.ts';
import { createCount } from './flips/count.ts';
import { flipHeads } from './flips/heads.ts';
import { flipObjectsAndMedia } from './flips/objects-and-media.ts';
import { flipPushes } from './flips/pushes.ts';

const clock = systemClock();

/**
 * Whatever an agent or a receiver is given with something wrong in it is refused and reported: each byte of heads,
 * keys, settings, playlists and pushes in turn, audio here and there, what is old, expired, replayed or signed by
 * others. What is right is taken all the same.
 */
export const run: Chaos = async ({ seed, quick, say }) => {
  const began = clock.monotonic();
  const folder = await mkdtemp(join(tmpdir(), 'loa-chaos-'));
  const life = lifetime();
  life.add(() => rm(folder, { recursive: true, force: true }));
  const count = createCount();
  const given = { folder, life, count, next: seeded(seed), quick, say };
  try {
    await flipHeads(given);
    await flipObjectsAndMedia(given);
    flipPushes(given);
  } finally {
    await life.dispose();
  }
  const seconds = Math.round((clock.monotonic() - began) / 1000);
  return { name: 'flips', seed, seconds, figures: count.figures(), wrong: count.wrong() };
};
