import type { RtcReading, TimeExchange } from '../../core/station/clock-trust.ts';
import { judgeExchanges, judgeRtc } from '../../core/station/clock-trust.ts';
import type { EpochMs } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';

/** UTC as far as this endpoint knows it: monotonic time and a base, which setting a clock cannot move. */
export interface AirClock {
  /** In whole ms. */
  now(): EpochMs;
  fromMonotonic(monotonicMs: number): EpochMs;
  toMonotonic(utcMs: EpochMs): number;
  isTrusted(): boolean;
  /** Since when this process runs, by the present base. */
  awakeSince(): EpochMs;
  trustedSince(): EpochMs;
  /** UTC less the machine's clock, in ms. */
  correctionMs(): number;
  /** Whether the last exchanges with the server prove the time. */
  isProven(): boolean;
  /** Takes in an exchange; answers whether the time or the trust in it changed. */
  observe(exchange: TimeExchange, newestIssuedAt: EpochMs): boolean;
  /** Falls back on the machine's clock where nothing better is known; answers whether it did. */
  considerRtc(reading: Omit<RtcReading, 'wallMs'>): boolean;
  /** Notices that the machine's clock was set; answers whether the trust is gone with it. */
  checkJump(): { jumpMs: number } | null;
}

const exchangesKept = 3;
const jumpMs = 500;
const datingSlackMs = 2000;

export function createAirClock(clock: Clock): AirClock {
  const startedAt = clock.monotonic();
  let wallBaseMs = clock.now() - clock.monotonic();
  let baseMs = wallBaseMs;
  let trust: 'none' | 'rtc' | 'server' = 'none';
  let trustedAt = Infinity;
  let isProven = false;
  let exchanges: TimeExchange[] = [];

  const adopt = (newBaseMs: number, by: 'rtc' | 'server') => {
    const isChanged = newBaseMs !== baseMs || trust === 'none';
    if (trust === 'none') trustedAt = clock.monotonic();
    baseMs = newBaseMs;
    trust = by;
    return isChanged;
  };

  return {
    now: () => Math.floor(baseMs + clock.monotonic()),
    fromMonotonic: (monotonicMs) => baseMs + monotonicMs,
    toMonotonic: (utcMs) => utcMs - baseMs,
    isTrusted: () => trust !== 'none',
    awakeSince: () => baseMs + startedAt,
    trustedSince: () => baseMs + trustedAt,
    correctionMs: () => baseMs - wallBaseMs,
    isProven: () => isProven,
    observe(exchange, newestIssuedAt) {
      exchanges = [...exchanges, exchange].slice(-exchangesKept);
      const judged = judgeExchanges(exchanges, baseMs);
      isProven =
        judged !== null && judged.baseMs + clock.monotonic() >= newestIssuedAt - datingSlackMs;
      return judged !== null && isProven && adopt(judged.baseMs, 'server');
    },
    considerRtc(reading) {
      if (trust !== 'none') return false;
      const wallMs = clock.now();
      const timeMs = judgeRtc({ ...reading, wallMs });
      return timeMs !== null && adopt(timeMs - clock.monotonic(), 'rtc');
    },
    checkJump() {
      const nowBaseMs = clock.now() - clock.monotonic();
      const jumped = nowBaseMs - wallBaseMs;
      if (Math.abs(jumped) < jumpMs) return null;
      wallBaseMs = nowBaseMs;
      isProven = false;
      exchanges = [];
      // What the server proved stands on monotonic time; all else stood on the clock that was set.
      if (trust !== 'server') {
        baseMs = nowBaseMs;
        trust = 'none';
        trustedAt = Infinity;
      }
      return { jumpMs: jumped };
    },
  };
}
