import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionText, typedPosition } from '../../../web/text/position.ts';

describe('a place in a sound', () => {
  it.each([
    [0, '0:00', '0:00.0'],
    [42_380, '0:42', '0:42.4'],
    [59_960, '0:59', '1:00.0'],
    [3_725_000, '1:02:05', '1:02:05.0'],
    [-5, '0:00', '0:00.0'],
  ])('%i ms is read as a clock', (ms, whole, tenths) => {
    expect(positionText(ms)).toBe(whole);
    expect(positionText(ms, true)).toBe(tenths);
  });

  it.each([
    ['42', 42_000],
    ['0:42.5', 42_500],
    ['1:02,25', 62_250],
    ['1:02:03', 3_723_000],
    [' 90.1 ', 90_100],
    ['1:75', null],
    ['', null],
    ['một phút', null],
    ['-1', null],
  ])('“%s” is typed for %s ms', (text, ms) => {
    expect(typedPosition(text)).toBe(ms);
  });

  it('is the same after it was shown and typed, to a tenth of a second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (ms) => {
        expect(Math.abs((typedPosition(positionText(ms, true)) ?? -1) - ms)).toBeLessThanOrEqual(
          50,
        );
      }),
    );
  });
});
