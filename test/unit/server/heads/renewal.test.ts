import { expect, it } from 'vitest';
import { headLifeMs } from '../../../../server/heads/head-content.ts';
import { renewalAt } from '../../../../server/heads/renewal.ts';

const beatMs = 600_000;

it('spreads the signing of a fleet that was signed in one minute over a day, and is done before half its life', () => {
  const size = 20_000;
  const beats = new Map<number, number>();
  for (let index = 0; index < size; index += 1) {
    const at = renewalAt({ endpointId: `endpoint-${index}`, issuedAt: 0 });
    expect(at).toBeLessThan(headLifeMs / 2);
    const beat = Math.floor(at / beatMs);
    beats.set(beat, (beats.get(beat) ?? 0) + 1);
  }
  expect(beats.size).toBeGreaterThan(24 * 6);
  // Each beat carries its fair share, give or take.
  expect(Math.max(...beats.values())).toBeLessThan((1.5 * size) / beats.size);
});
