import { expect, it } from 'vitest';
import { run as flips } from '../../chaos/flips.ts';

const seed = Number(process.env['LOA_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const options = { seed, quick: true, say: () => {} };
const limitMs = 180_000;

it(
  'refuses and reports whatever has one byte changed, is old, expired, replayed or by another hand',
  async () => {
    process.stdout.write(`flips with LOA_SEED=${seed}\n`);
    const { wrong, figures } = await flips(options);
    expect(wrong).toEqual([]);
    expect(figures).toMatchObject({ refused: figures['tried'], reported: figures['tried'] });
    expect(figures['tried']).toBeGreaterThan(2000);
  },
  limitMs,
);
