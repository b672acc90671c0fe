import { describe, expect, it } from 'vitest';
import { correctGain, planGain } from '../../../media/gain.ts';
import { mp3Horn48k as profile } from '../../../media/profile.ts';

describe('planGain', () => {
  it('lifts a sound that the limiter leaves alone by what it lacks, and the encoder takes', () => {
    expect(planGain({ lufs: -30, peakDb: -25 }, profile)).toBeCloseTo(14.45);
    expect(planGain({ lufs: -10, peakDb: -1 }, profile)).toBeCloseTo(-5.55);
  });

  it('gives back in advance what the limiter will take from peaky speech', () => {
    const gainDb = planGain({ lufs: -19, peakDb: -1 }, profile);
    expect(gainDb).toBeGreaterThan(4);
    expect(gainDb).toBeLessThan(6);
  });
});

describe('correctGain', () => {
  const peakDb = -20;
  const last = { gainDb: 6, limiterDb: -2.5, lufs: -17 };

  it('moves by the error where the limiter is idle', () => {
    expect(correctGain(last, undefined, { limiterDb: -2.5, peakDb }, profile)).toBeCloseTo(7);
  });

  it('moves further where a step bought less than it should', () => {
    const before = { gainDb: 4, limiterDb: -2.5, lufs: -18 };
    expect(correctGain(last, before, { limiterDb: -2.5, peakDb }, profile)).toBeCloseTo(8);
  });

  it('makes up for a limiter that comes down', () => {
    const same = correctGain(last, undefined, { limiterDb: -2.5, peakDb: 0 }, profile);
    const lower = correctGain(last, undefined, { limiterDb: -4, peakDb: 0 }, profile);
    expect(lower).toBeGreaterThan(same);
  });

  it('does not run away when two attempts say nothing', () => {
    const next = { limiterDb: -2.5, peakDb };
    expect(correctGain(last, last, next, profile)).toBeCloseTo(7);
    const backwards = { ...last, gainDb: 4, lufs: -15 };
    expect(correctGain(last, backwards, next, profile)).toBeLessThan(10);
  });
});
