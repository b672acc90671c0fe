import { describe, expect, it } from 'vitest';
import {
  chancesOf,
  clockRate,
  fairWeather,
  fateOf,
  powerMs,
} from '../../../../station/fleet/weather.ts';

const seed = 4711;
const draw = <T>(count: number, one: (chance: () => number) => T): T[] => {
  const chance = chancesOf(seed);
  return Array.from({ length: count }, () => one(chance));
};

describe('the weather of a fleet', () => {
  it('is the same from the same seed', () => {
    expect(draw(5, (chance) => chance())).toEqual(draw(5, (chance) => chance()));
    expect(chancesOf(1)()).not.toBe(chancesOf(2)());
  });

  it('loses the share of requests and answers that it is told to', () => {
    const fates = draw(10_000, (chance) => fateOf({ ...fairWeather, loss: 0.3 }, chance));
    const share = (fate: string) => fates.filter((one) => one === fate).length / fates.length;
    expect(share('request_lost')).toBeCloseTo(0.3, 1);
    expect(share('answer_lost')).toBeCloseTo(0.7 * 0.3, 1);
    expect(draw(100, (chance) => fateOf(fairWeather, chance))).not.toContain('request_lost');
  });

  it('cuts the power as often as it is told to, and never in fair weather', () => {
    expect(powerMs(fairWeather, chancesOf(seed))).toBeNull();
    const times = draw(
      10_000,
      (chance) => powerMs({ ...fairWeather, cutsPerHour: 6 }, chance) ?? 0,
    );
    const meanMinutes = times.reduce((sum, ms) => sum + ms, 0) / times.length / 60_000;
    expect(meanMinutes).toBeGreaterThan(9.5);
    expect(meanMinutes).toBeLessThan(10.5);
  });

  it('lets clocks run away to both sides, no faster than it is told to', () => {
    const rates = draw(1000, (chance) => clockRate({ ...fairWeather, driftPpm: 50 }, chance));
    expect(Math.max(...rates)).toBeLessThanOrEqual(1.00005);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(0.99995);
    expect(rates.some((rate) => rate > 1) && rates.some((rate) => rate < 1)).toBe(true);
  });
});
