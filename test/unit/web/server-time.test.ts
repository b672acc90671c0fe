import { describe, expect, it } from 'vitest';
import { learnServerTime, serverAheadMs } from '../../../web/api/server-time.ts';

const said = (ms: number) => new Date(ms).toUTCString();
const asked = (at: number, tookMs = 100) => ({ askedAt: at, answeredAt: at + tookMs });
const now = Date.UTC(2026, 10, 30, 5, 0, 0, 400);

describe("the server's time", () => {
  it('is that of this machine while both agree within what a header tells', () => {
    learnServerTime(said(now), asked(now));
    expect(serverAheadMs.value).toBe(0);
    learnServerTime(said(now + 2000), asked(now));
    expect(serverAheadMs.value).toBe(0);
  });

  it('is followed where this machine is wrong, and stays steady between answers', () => {
    learnServerTime(said(now + 180_000), asked(now, 101));
    const found = serverAheadMs.value;
    expect(Math.abs(found - 180_000)).toBeLessThan(1000);
    // Days and times are reckoned from whole milliseconds alone.
    expect(Number.isInteger(found)).toBe(true);
    learnServerTime(said(now + 181_000), asked(now));
    expect(serverAheadMs.value).toBe(found);
  });

  it('is not learnt from answers that took long, nor from none at all', () => {
    const before = serverAheadMs.value;
    learnServerTime(said(now - 600_000), asked(now, 20_000));
    learnServerTime(null, asked(now));
    learnServerTime('yesterday', asked(now));
    expect(serverAheadMs.value).toBe(before);
  });

  it('is that of this machine again when somebody sets it right', () => {
    learnServerTime(said(now), asked(now));
    expect(serverAheadMs.value).toBe(0);
  });
});
