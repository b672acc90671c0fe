import { performance } from 'node:perf_hooks';

/** Where every part of Loa gets its time from; tests and the demo hand in their own. */
export interface Clock {
  /** Wall time in epoch milliseconds; may jump when the system clock is set. */
  now(): number;
  /** Milliseconds since an arbitrary start; never goes back, unaffected by clock changes. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects with `signal.reason` when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

// setTimeout silently fires at once above this.
const longestTimerMs = 2 ** 31 - 1;

/** The machine's own clock. */
export function systemClock(): Clock {
  return { now: () => Date.now(), monotonic: () => performance.now(), sleep };
}

/** `base` with wall time moved by `offsetMs`; monotonic time and sleeping stay as they are. */
export function offsetClock(base: Clock, offsetMs: number): Clock {
  return {
    now: () => base.now() + offsetMs,
    monotonic: () => base.monotonic(),
    sleep: (ms, signal) => base.sleep(ms, signal),
  };
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      },
      Math.min(Math.max(ms, 0), longestTimerMs),
    );
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
