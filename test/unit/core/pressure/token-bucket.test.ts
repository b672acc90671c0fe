import { describe, expect, it } from 'vitest';
import { takeToken, type Bucket } from '../../../../core/pressure/token-bucket.ts';

const rule = { burst: 5, perSecond: 2 };

function taking(times: readonly number[]): number[] {
  let bucket: Bucket | null = null;
  return times.map((at) => {
    const taken = takeToken(bucket, rule, at);
    bucket = taken.bucket;
    return Math.round(taken.waitMs);
  });
}

describe('a bucket of tokens', () => {
  it('gives a burst, then says how long to wait', () => {
    expect(taking([0, 0, 0, 0, 0, 0])).toEqual([0, 0, 0, 0, 0, 500]);
  });

  it('fills steadily, and never beyond the burst', () => {
    expect(taking([0, 0, 0, 0, 0, 499, 500, 500])).toEqual([0, 0, 0, 0, 0, 1, 0, 500]);
    expect(taking([0, 0, 0, 0, 0, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9]).at(-1)).toBe(500);
  });

  it('lets through no more than the rate, however often one asks', () => {
    const every10Ms = Array.from({ length: 1_001 }, (_, index) => index * 10);
    const through = taking(every10Ms).filter((waitMs) => waitMs === 0).length;
    expect(through).toBeGreaterThanOrEqual(24);
    expect(through).toBeLessThanOrEqual(25);
  });

  it('takes a clock that goes back for one that stands still', () => {
    expect(taking([1_000, 0, 0, 0, 0, 0])).toEqual([0, 0, 0, 0, 0, 500]);
  });
});
