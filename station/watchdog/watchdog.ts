import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Loop } from '../keep-loops.ts';

/** Without these the agent is of no use. */
const parts = ['sound', 'poll'] as const;
export type WatchedPart = (typeof parts)[number];

/** Says to whoever watches over the process that it gets on, as long as it does. */
export interface Watchdog {
  /** A part gets on, and says so again within so many ms unless it hangs. */
  getsOn: (part: WatchedPart, withinMs: number) => void;
  run: Loop;
}

export interface WatchdogDeps {
  /** Passes on `READY=1`, `WATCHDOG=1` (sd_notify). */
  tell: (...words: readonly string[]) => Promise<void>;
  everyMs: number;
  clock: Clock;
  log: Logger;
}

const lookMs = 1000;

export function createWatchdog({ tell, everyMs, clock, log }: WatchdogDeps): Watchdog {
  const hangsFrom = new Map<WatchedPart, number>();
  let isReady = false;
  let isHanging = false;
  const look = async (): Promise<number> => {
    const hanging = parts.filter((part) => (hangsFrom.get(part) ?? -Infinity) < clock.monotonic());
    if (hanging.length > 0) {
      if (isReady && !isHanging)
        log.error({ hanging }, 'the agent hangs: the watchdog hears no more of it');
      isHanging = true;
      return lookMs;
    }
    isHanging = false;
    try {
      await tell(...(isReady ? [] : ['READY=1']), 'WATCHDOG=1');
      isReady = true;
      return everyMs;
    } catch (err) {
      log.warn({ err }, 'the watchdog was not told');
      return Math.min(everyMs, 10 * lookMs);
    }
  };
  return {
    getsOn: (part, withinMs) => {
      hangsFrom.set(part, clock.monotonic() + withinMs);
    },
    run: async (signal) => {
      for (;;) await clock.sleep(await look(), signal);
    },
  };
}
