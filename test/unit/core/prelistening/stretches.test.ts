import { describe, expect, it } from 'vitest';
import {
  lengthOf,
  offsetOf,
  spotAt,
  startOfLine,
  stretchesOf,
} from '../../../../core/prelistening/stretches.ts';

const sound = (seconds: number) => ({
  durationMs: seconds * 1000,
  file: { sha256: 'a', fromMs: 0 },
});
const silence = (seconds: number) => ({ durationMs: seconds * 1000, file: null });
const told = (lines: Parameters<typeof stretchesOf>[0], reach: 'all' | 'joins') =>
  stretchesOf(lines, reach).map(
    ({ line, fromMs, toMs }) => `${line}: ${fromMs / 1000}-${toMs / 1000}`,
  );

describe('what is played of a session', () => {
  it('is all of it, but no more than three seconds of what cannot be heard', () => {
    const lines = [sound(30), silence(1800), sound(20), silence(2), sound(5)];
    expect(told(lines, 'all')).toEqual(['0: 0-30', '1: 0-3', '2: 0-20', '3: 0-2', '4: 0-5']);
  });

  it('is only four seconds on either side of each join, with what lies between', () => {
    const lines = [sound(30), sound(60), silence(10), sound(20)];
    expect(told(lines, 'joins')).toEqual(['0: 26-30', '1: 0-4', '1: 56-60', '2: 0-3', '3: 0-4']);
  });

  it('plays a short line once where both of its ends are joins', () => {
    expect(told([sound(30), sound(6), sound(8), sound(2)], 'joins')).toEqual([
      ...['0: 26-30', '1: 0-6', '2: 0-8', '3: 0-2'],
    ]);
  });

  it('is nothing where nothing joins', () => {
    expect(told([sound(30)], 'joins')).toEqual([]);
    expect(told([], 'all')).toEqual([]);
  });
});

describe('a place among stretches', () => {
  const stretches = stretchesOf([sound(30), sound(60), sound(20)], 'joins');

  it('is found by what has been played, and back again', () => {
    expect(lengthOf(stretches)).toBe(16_000);
    expect(spotAt(stretches, 5000)).toEqual({ index: 1, lineMs: 1000 });
    expect(spotAt(stretches, 9000)).toEqual({ index: 2, lineMs: 57_000 });
    for (let offset = 0; offset < 16_000; offset += 250) {
      const spot = spotAt(stretches, offset);
      expect(spot && offsetOf(stretches, spot)).toBe(offset);
    }
  });

  it('is the next stretch where one ends, and none at the end of all', () => {
    expect(spotAt(stretches, 4000)).toEqual({ index: 1, lineMs: 0 });
    expect(spotAt(stretches, 16_000)).toBeNull();
    expect(spotAt(stretches, -1)).toEqual({ index: 0, lineMs: 26_000 });
  });

  it('stays inside its stretch whatever a file says', () => {
    expect(offsetOf(stretches, { index: 2, lineMs: 99_000 })).toBe(12_000);
    expect(offsetOf(stretches, { index: 2, lineMs: 0 })).toBe(8000);
  });

  it('is known for the beginning of each line', () => {
    expect([0, 1, 2, 3].map((line) => startOfLine(stretches, line))).toEqual([
      ...[0, 4000, 12_000, 16_000],
    ]);
  });
});
