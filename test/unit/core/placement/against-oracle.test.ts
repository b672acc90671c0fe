import { describe, expect, it } from 'vitest';
import { place } from '../../../../core/placement/place.ts';
import { firstDifference } from '../../../oracle/compare.ts';
import { randomPlacement } from '../../../oracle/random-placement.ts';

const count = Number(process.env['LOA_TIMETABLES'] ?? 2_000);
const seed = Number(process.env['LOA_SEED'] ?? Math.floor(Math.random() * 1e9));

describe('placement', () => {
  it(`is what the oracle finds by hand, from seed ${seed}`, { timeout: 3_600_000 }, () => {
    expect(firstDifference(place, seed, count)).toBeNull();
  });

  it(`does not depend on the order of its input, from seed ${seed}`, () => {
    for (let at = seed; at < seed + 200; at += 1) {
      const { blocks, sessions, quiet, ...rest } = randomPlacement(at);
      const turned = {
        ...rest,
        blocks: blocks.toReversed(),
        sessions: sessions.toReversed(),
        quiet: quiet.toReversed(),
      };
      expect(place(turned), `seed ${at}`).toEqual(place({ ...rest, blocks, sessions, quiet }));
    }
  });
});
