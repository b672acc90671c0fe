import { describe, expect, it } from 'vitest';
import { Refusal, retryAfterOf } from '../../../../station/link/refusal.ts';
import { retryWaitMs } from '../../../../station/link/retry-wait.ts';

const late = { capMs: 60_000, random: () => 0.999 };

describe('waiting after a failure', () => {
  it('grows to its cap, and is spread from nothing to all of it', () => {
    expect(retryWaitMs(1, new Error('gone'), late)).toBeLessThan(1000);
    expect(retryWaitMs(4, new Error('gone'), late)).toBeGreaterThan(7000);
    expect(retryWaitMs(50, new Error('gone'), late)).toBeLessThan(60_000);
    expect(retryWaitMs(50, new Error('gone'), { ...late, random: () => 0 })).toBe(0);
  });

  it('is never shorter than the server asks, nor much longer, nor for ever', () => {
    const asked = new Refusal(429, 'too_many_requests', 90_000);
    expect(retryWaitMs(1, asked, { ...late, random: () => 0 })).toBe(90_000);
    expect(retryWaitMs(1, asked, late)).toBeLessThan(120_000);
    expect(retryWaitMs(1, new Refusal(503, 'x', 10 ** 10), late)).toBeLessThan(3_630_001);
  });

  it('reads Retry-After in seconds and as a date', () => {
    expect(retryAfterOf(new Headers({ 'retry-after': '7' }))).toBe(7000);
    const date = 'Tue, 10 Mar 2026 05:00:00 GMT';
    const until = 'Tue, 10 Mar 2026 05:00:30 GMT';
    expect(retryAfterOf(new Headers({ 'retry-after': until, date }))).toBe(30_000);
    expect(retryAfterOf(new Headers({ 'retry-after': 'soon', date }))).toBeNull();
    expect(retryAfterOf(new Headers())).toBeNull();
  });
});
