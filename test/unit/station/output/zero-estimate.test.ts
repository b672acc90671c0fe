import { describe, expect, it } from 'vitest';
import { createZeroEstimate } from '../../../../station/output/zero-estimate.ts';

/** A card's readings: off by up to a period, this way and that. */
const noisy = (value: number, count: number) =>
  Array.from({ length: count }, (_, i) => value + ((i * 7) % 11) - 5);

function after(estimate: ReturnType<typeof createZeroEstimate>, readings: number[]): number {
  for (const reading of readings) estimate.observe(reading);
  return estimate.zero();
}

describe('when frame 0 sounded', () => {
  it('is taken from the first readings of a card at once', () => {
    expect(Math.abs(after(createZeroEstimate(1000), noisy(1080, 9)) - 1080)).toBeLessThan(3);
  });

  it('is not believed to have moved by one odd reading', () => {
    const estimate = createZeroEstimate(1000);
    after(estimate, noisy(1000, 12));
    const before = estimate.zero();
    estimate.observe(1400);
    expect(Math.abs(estimate.zero() - before)).toBeLessThanOrEqual(0.5);
  });

  it('follows a crystal that is 100 ppm slow without ever jumping', () => {
    const estimate = createZeroEstimate(1000);
    after(estimate, noisy(1000, 12));
    let last = estimate.zero();
    for (let second = 0; second < 3600; second += 1) {
      estimate.observe(1000 + second * 0.1 + ((second * 7) % 11) - 5);
      expect(Math.abs(estimate.zero() - last)).toBeLessThanOrEqual(0.5);
      last = estimate.zero();
    }
    expect(Math.abs(last - 1360)).toBeLessThan(4);
  });

  it('moves at once where the card had nothing to play for a while', () => {
    const estimate = createZeroEstimate(1000);
    after(estimate, noisy(1000, 12));
    expect(Math.abs(after(estimate, noisy(1300, 3)) - 1300)).toBeLessThan(6);
  });
});
