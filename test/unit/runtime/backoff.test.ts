import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../../runtime/backoff.ts';

describe('backoffMs', () => {
  it('doubles its limit with each attempt up to the cap', () => {
    const longest = (attempt: number) =>
      backoffMs(attempt, { baseMs: 1_000, capMs: 10_000, random: () => 0.999_999 });
    expect([1, 2, 3, 4, 5, 5_000].map(longest)).toEqual([999, 1_999, 3_999, 7_999, 9_999, 9_999]);
  });

  it('may be nothing at all', () => {
    expect(backoffMs(9, { baseMs: 1_000, capMs: 10_000, random: () => 0 })).toBe(0);
  });
});
