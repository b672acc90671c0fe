import { systemClock, type Clock } from '../../runtime/clock.ts';
import { afterTest } from './after-test.ts';

/** A span of time that is not hurried through. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** How many times as fast as the world's time goes: within the slow spans, and outside of them. */
export interface Pace {
  slow: number;
  fast: number;
  slowSpans: readonly Span[];
}

export interface FastClock extends Clock {
  /** `null`: as the world's. */
  setPace(pace: Pace | null): void;
  /** It stands still from now on. */
  stop(): void;
}

/** A clock that goes so many times as fast until the test ends: for tests that wait for air, not for work. */
export function hurriedClock(times: number): FastClock {
  const clock = createFastClock();
  clock.setPace({ slow: times, fast: times, slowSpans: [] });
  afterTest(() => clock.stop());
  return clock;
}

const tickMs = 1;
/** What a busy process could not keep up with is not counted: it would be late by hours. */
const mostPerTickMs = 10;

interface Sleeper {
  targetMs: number;
  wake: () => void;
}

/**
 * Begins with the world's time, and then goes as fast as it is told. It moves between the turns of the event loop
 * alone, so that everything that sleeps by it comes along.
 */
export function createFastClock(): FastClock {
  const world = systemClock();
  const bornAt = world.now();
  const sleepers = new Set<Sleeper>();
  let pace: Pace | null = null;
  let ownMs = bornAt;
  let worldMs = world.monotonic();

  const tick = () => {
    const passedMs = world.monotonic() - worldMs;
    worldMs += passedMs;
    if (pace) ownMs = advance(pace, ownMs, Math.min(passedMs, mostPerTickMs));
    else ownMs += passedMs;
    for (const sleeper of sleepers) if (sleeper.targetMs <= ownMs) sleeper.wake();
  };
  const timer = setInterval(tick, tickMs);
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = () => {
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', onAbort);
      };
      const onAbort = () => {
        end();
        reject(signal?.reason as Error);
      };
      const wake = () => {
        end();
        resolve();
      };
      // Not within the same turn: who waits for nothing would never let it end.
      const sleeper = { targetMs: ownMs + Math.max(ms, 0), wake };
      if (signal?.aborted) {
        onAbort();
        return;
      }
      signal?.addEventListener('abort', onAbort, { once: true });
      sleepers.add(sleeper);
    });
  return {
    now: () => Math.floor(ownMs),
    monotonic: () => ownMs - bornAt,
    sleep,
    setPace(next) {
      pace = next;
    },
    stop: () => clearInterval(timer),
  };
}

/** Where the time is after so much of the world's; walks through the spans that lie between. */
function advance(pace: Pace, fromMs: number, worldMs: number): number {
  let [ownMs, left] = [fromMs, worldMs];
  while (left > 0) {
    const { rate, untilMs } = stretchAt(pace, ownMs);
    const neededMs = (untilMs - ownMs) / rate;
    ownMs = neededMs > left ? ownMs + left * rate : untilMs;
    left -= neededMs;
  }
  return ownMs;
}

/** How fast it goes from `ownMs` on, and until when. */
function stretchAt({ slow, fast, slowSpans }: Pace, ownMs: number) {
  const span = slowSpans.find(({ toMs }) => toMs > ownMs);
  if (!span) return { rate: fast, untilMs: Infinity };
  return span.fromMs <= ownMs
    ? { rate: slow, untilMs: span.toMs }
    : { rate: fast, untilMs: span.fromMs };
}

/** In order and apart. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = merged.at(-1);
    if (last && span.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, span.toMs);
    else merged.push({ ...span });
  }
  return merged;
}
