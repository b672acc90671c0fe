import { describe, expect, it } from 'vitest';
import { judgeExchanges, judgeRtc } from '../../../../core/station/clock-trust.ts';

const utc = 1_700_000_000_000;
const day = 86_400_000;

/** An exchange whose answer was given `afterMs` into it; the server's clock is off by `errorMs`. */
function exchange(sentMs: number, rttMs: number, { afterMs = rttMs / 2, errorMs = 0 } = {}) {
  return { sentMs, receivedMs: sentMs + rttMs, serverTime: utc + sentMs + afterMs + errorMs };
}

describe('trust by exchanges with the server', () => {
  it('needs three', () => {
    expect(judgeExchanges([exchange(0, 10), exchange(100, 10)], 0)).toBeNull();
    expect(judgeExchanges([exchange(0, 10), exchange(100, 10), exchange(200, 10)], 0)).toEqual({
      baseMs: utc,
    });
  });

  it('leaves a time alone that the exchanges do not disprove, however lopsided the way', () => {
    const lopsided = [0, 500, 1000].map((at) => exchange(at, 300, { afterMs: 299 }));
    expect(judgeExchanges(lopsided, utc)).toEqual({ baseMs: utc });
  });

  it('takes the middle of the quickest where the clock is wrong', () => {
    const exchanges = [exchange(0, 900), exchange(1000, 20), exchange(2000, 500)];
    expect(judgeExchanges(exchanges, utc - 3_600_000)).toEqual({ baseMs: utc });
  });

  it('refuses slow exchanges', () => {
    expect(judgeExchanges([exchange(0, 10), exchange(10, 2000), exchange(99, 10)], 0)).toBeNull();
  });

  it('refuses exchanges that disagree by more than 500 ms, and hears only the last three', () => {
    const odd = exchange(0, 10, { errorMs: 600 });
    const good = [100, 200, 300].map((at) => exchange(at, 10));
    expect(judgeExchanges([good[0]!, odd, good[1]!], 0)).toBeNull();
    expect(judgeExchanges([odd, ...good], 0)).toEqual({ baseMs: utc });
  });
});

describe("trust in the machine's own clock", () => {
  const reading = {
    wallMs: utc,
    correctionMs: 0,
    lastTimeMs: utc - day,
    newestIssuedAt: utc - day,
  };

  it('believes it between the last time on disk and 8 days later', () => {
    expect(judgeRtc(reading)).toBe(utc);
    expect(judgeRtc({ ...reading, wallMs: utc - day })).toBe(utc - day);
    expect(judgeRtc({ ...reading, wallMs: utc - day - 1 })).toBeNull();
    expect(judgeRtc({ ...reading, wallMs: utc + 7 * day })).toBe(utc + 7 * day);
    expect(judgeRtc({ ...reading, wallMs: utc + 7 * day + 1 })).toBeNull();
  });

  it('counts the 8 days from a newer head, which a stick may have brought', () => {
    const away = { ...reading, lastTimeMs: utc - 30 * day };
    expect(judgeRtc(away)).toBe(utc);
    expect(judgeRtc({ ...away, newestIssuedAt: utc - 9 * day })).toBeNull();
    expect(judgeRtc({ ...away, lastTimeMs: null })).toBeNull();
  });

  it('does not believe a board that woke in 1970, nor one that never knew the time', () => {
    expect(judgeRtc({ ...reading, wallMs: 5000 })).toBeNull();
    expect(judgeRtc({ ...reading, lastTimeMs: null })).toBeNull();
  });

  it('adds what it was known to be off, and gives up on one that was set wrong', () => {
    expect(judgeRtc({ ...reading, correctionMs: -90_000 })).toBe(utc - 90_000);
    expect(judgeRtc({ ...reading, correctionMs: 7 * 3_600_000 })).toBeNull();
  });

  it('is never before the newest head that was accepted', () => {
    expect(judgeRtc({ ...reading, newestIssuedAt: utc + 10_000 })).toBeNull();
  });
});
