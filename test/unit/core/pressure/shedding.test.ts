import { describe, expect, it } from 'vitest';
import { jitteredSeconds, shed, type Cost } from '../../../../core/pressure/shedding.ts';

const costs: Cost[] = ['bytes', 'record', 'lookup'];

describe('shedding', () => {
  it('turns nobody away while the server is at ease', () => {
    for (const cost of costs)
      expect(shed(cost, { loopDelayMs: 20, inFlight: 100 }, 0.5)).toBeNull();
  });

  it('never turns a poll away that is answered from memory', () => {
    expect(shed('memory', { loopDelayMs: 60_000, inFlight: 1e6 }, 0.5)).toBeNull();
  });

  it('turns files away first, then proof, then lists', () => {
    const turnedAway = (loopDelayMs: number) =>
      costs.filter((cost) => shed(cost, { loopDelayMs, inFlight: 0 }, 0) !== null);
    expect(turnedAway(200)).toEqual(['bytes']);
    expect(turnedAway(400)).toEqual(['bytes', 'record']);
    expect(turnedAway(700)).toEqual(['bytes', 'record', 'lookup']);
  });

  it('carries so many at once and no more', () => {
    expect(shed('record', { loopDelayMs: 0, inFlight: 999 }, 0)).toBeNull();
    expect(shed('record', { loopDelayMs: 0, inFlight: 1_000 }, 0)).toBeGreaterThan(0);
  });

  it('spreads those who come back, the wider the worse it is', () => {
    const spread = (loopDelayMs: number) => {
      const load = { loopDelayMs, inFlight: 0 };
      return (shed('lookup', load, 0.999) ?? 0) - (shed('lookup', load, 0) ?? 0);
    };
    expect(spread(700)).toBeGreaterThanOrEqual(12);
    expect(spread(3_000)).toBeGreaterThan(3 * spread(700));
    // Nobody is sent away for an hour, however bad it is.
    expect(shed('lookup', { loopDelayMs: 1e9, inFlight: 0 }, 0.999)).toBeLessThanOrEqual(123);
  });

  it('gives whole seconds, as the header wants them', () => {
    for (const random of [0, 0.123, 0.5, 0.999])
      expect(Number.isInteger(jitteredSeconds(3, 12, random))).toBe(true);
  });
});
