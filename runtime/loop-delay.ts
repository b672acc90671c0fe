import type { Clock } from './clock.ts';

/** How late the event loop runs. */
export interface LoopDelay {
  /** In ms, on average over about the last second; what holds the loop up at this moment counts. */
  currentMs(): number;
  stop(): void;
}

const lookMs = 20;
const spanMs = 1_000;

export function watchLoopDelay(clock: Clock): LoopDelay {
  let lastAt = clock.monotonic();
  let averageMs = 0;
  const averageNow = () => {
    const passedMs = clock.monotonic() - lastAt;
    const share = Math.min(1, passedMs / spanMs);
    return averageMs * (1 - share) + Math.max(0, passedMs - lookMs) * share;
  };
  const timer = setInterval(() => {
    averageMs = averageNow();
    lastAt = clock.monotonic();
  }, lookMs);
  timer.unref();
  return {
    currentMs: () => averageNow(),
    stop: () => clearInterval(timer),
  };
}
