import type { EpochMs } from '../time/zoned.ts';

/** One question for the time: when it left and came back by our monotonic clock, and the answer. */
export interface TimeExchange {
  sentMs: number;
  receivedMs: number;
  serverTime: EpochMs;
}

const exchangesNeeded = 3;
const longestRttMs = 2000;
const agreementMs = 500;
/** The server's time and our clocks are read in whole milliseconds. */
const readingMs = 2;

/**
 * What to add to monotonic time to get UTC, or `null` while the last three exchanges do not prove it.
 * An answer was given at some moment of its exchange, which bounds the sum from both sides: `current`
 * stays when it lies within the bounds of the quickest one.
 */
export function judgeExchanges(
  exchanges: readonly TimeExchange[],
  current: number,
): { baseMs: number } | null {
  const last = exchanges.slice(-exchangesNeeded).map((exchange) => ({
    rttMs: exchange.receivedMs - exchange.sentMs,
    lowMs: exchange.serverTime - exchange.receivedMs - readingMs,
    highMs: exchange.serverTime - exchange.sentMs + readingMs,
  }));
  if (last.length < exchangesNeeded || last.some(({ rttMs }) => rttMs >= longestRttMs)) return null;
  const middles = last.map(middleOf);
  if (Math.max(...middles) - Math.min(...middles) > agreementMs) return null;
  const best = last.reduce((a, b) => (b.rttMs < a.rttMs ? b : a));
  const isWithin = best.lowMs <= current && current <= best.highMs;
  return { baseMs: isWithin ? current : middleOf(best) };
}

function middleOf({ lowMs, highMs }: { lowMs: number; highMs: number }): number {
  return (lowMs + highMs) / 2;
}

export interface RtcReading {
  /** What the machine's clock says now. */
  wallMs: EpochMs;
  /** UTC less the machine's clock, as last measured against the server. */
  correctionMs: number;
  /** True time when it was last kept on disk; `null` if it never was. */
  lastTimeMs: EpochMs | null;
  /** Of the newest head that was accepted: it was certainly later than this. */
  newestIssuedAt: EpochMs;
}

/** A clock that was off by more was set wrong; what it says after a power cut is anybody's guess. */
const largestCorrectionMs = 5 * 60_000;
const longestAbsenceMs = 8 * 86_400_000;
/** Heads are dated by another clock. */
const datingSlackMs = 2000;

/** UTC by a clock that ran on while we were off, or `null` where it is not plausible. */
export function judgeRtc(reading: RtcReading): EpochMs | null {
  const { wallMs, correctionMs, lastTimeMs, newestIssuedAt } = reading;
  if (lastTimeMs === null || Math.abs(correctionMs) > largestCorrectionMs) return null;
  const timeMs = wallMs + correctionMs;
  // A new head tells the time too: what was off for longer may come back with one that was carried to it.
  const knownMs = Math.max(lastTimeMs, newestIssuedAt);
  const isPlausible =
    timeMs >= lastTimeMs &&
    timeMs <= knownMs + longestAbsenceMs &&
    timeMs >= newestIssuedAt - datingSlackMs;
  return isPlausible ? timeMs : null;
}
