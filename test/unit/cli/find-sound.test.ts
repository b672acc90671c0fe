import { describe, expect, it } from 'vitest';
import { findSound } from '../../../cli/demo/find-sound.ts';

const rate = 24_000;

/** A repeatable noise with a slow envelope, more like speech than a tone is. */
function speechLike(seconds: number, seed: number): Float32Array {
  let state = seed;
  let low = 0;
  return Float32Array.from({ length: seconds * rate }, (_, index) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    low += 0.25 * (state / 2 ** 31 - 1 - low);
    return low * (0.6 + 0.4 * Math.sin(index / 1700));
  });
}

function recordingOf(sound: Float32Array, atSample: number, seconds: number): Float32Array {
  const recording = new Float32Array(seconds * rate);
  recording.set(sound, atSample);
  return recording;
}

describe('findSound', () => {
  it.each([0, 1, 7, 12_001, 47_999])('finds a sound to the sample at %i', (atSample) => {
    const sound = speechLike(6, 7);
    const found = findSound(recordingOf(sound, atSample, 8), sound, rate);
    expect(found?.atSample).toBe(atSample);
    expect(found?.correlation).toBeCloseTo(1, 5);
  });

  it('finds it at another volume and with noise over it', () => {
    const sound = speechLike(6, 7);
    const noise = speechLike(8, 99);
    const recording = recordingOf(sound, 20_000, 8).map(
      (value, index) => value * 0.3 + (noise[index] ?? 0) * 0.05,
    );
    const found = findSound(recording, sound, rate);
    expect(found?.atSample).toBe(20_000);
    expect(found?.correlation).toBeGreaterThan(0.9);
  });

  it('is not misled by a tone that repeats itself', () => {
    const tone = Float32Array.from(
      { length: 6 * rate },
      (_, index) => Math.sin((index * 2 * Math.PI * 440) / rate) * Math.exp(-index / (4 * rate)),
    );
    const found = findSound(recordingOf(tone, 20_000, 8), tone, rate);
    expect(found?.atSample).toBe(20_000);
  });

  it('finds a sound longer than what it is recognised by', () => {
    const sound = speechLike(30, 7);
    const found = findSound(recordingOf(sound, 12_345, 32), sound, rate);
    expect(found?.atSample).toBe(12_345);
    expect(found?.correlation).toBeCloseTo(1, 5);
  });

  it('is not taken in by another sound', () => {
    const found = findSound(recordingOf(speechLike(6, 8), 20_000, 8), speechLike(6, 7), rate);
    expect(found?.correlation ?? 0).toBeLessThan(0.2);
  });

  it('sees that half of it is missing', () => {
    const sound = speechLike(6, 7);
    const recording = recordingOf(sound, 20_000, 8);
    recording.fill(0, 20_000 + 3 * rate);
    expect(findSound(recording, sound, rate)?.correlation ?? 0).toBeLessThan(0.85);
  });

  it('finds nothing in silence', () => {
    expect(findSound(new Float32Array(8 * rate), speechLike(6, 7), rate)).toBeNull();
    expect(findSound(speechLike(2, 7), speechLike(6, 7), rate)).toBeNull();
  });
});
