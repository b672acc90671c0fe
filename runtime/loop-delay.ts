import type { Clock } from './clock.ts';

/** How late the event loop runs. */
export interface LoopDelay {
  /** In ms, of about the last second; what holds the loop up at this moment counts. */
  currentMs(): number;
  stop(): void;
}

const lookMs = 20;
/** What was late is forgotten by half in seven looks. */
const keptShare = 0.9;

export function watchLoopDelay(clock: Clock): LoopDelay {
  let lastAt = clock.monotonic();
  let delayMs = 0;
  const lateMs = () => Math.max(0, clock.monotonic() - lastAt - lookMs);
  const timer = setInterval(() => {
    delayMs = Math.max(lateMs(), delayMs * keptShare);
    lastAt = clock.monotonic();
  }, lookMs);
  timer.unref();
  return {
    currentMs: () => Math.max(delayMs, lateMs()),
    stop: () => clearInterval(timer),
  };
}
