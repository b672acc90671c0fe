import type { Clock } from '../../runtime/clock.ts';

/** Counts attempts by key in windows of time; forgets the oldest keys when there are too many. */
export interface Throttle {
  /** Milliseconds until the key may try again; 0: now. */
  waitMs(key: string): number;
  take(key: string): void;
  /** The attempt was a good one. */
  giveBack(key: string): void;
  clear(key: string): void;
}

export interface ThrottleOptions {
  /** Attempts in a window, which begins with the first. */
  limit: number;
  windowMs: number;
  /** Keys kept at most. */
  capacity: number;
  clock: Clock;
}

interface Window {
  count: number;
  /** Monotonic. */
  endsAt: number;
}

export function createThrottle({ limit, windowMs, capacity, clock }: ThrottleOptions): Throttle {
  // In the order of their ends, since all windows are equally long.
  const windows = new Map<string, Window>();
  const current = (key: string) => {
    const window = windows.get(key);
    return window && window.endsAt > clock.monotonic() ? window : undefined;
  };
  return {
    waitMs: (key) => {
      const window = current(key);
      return window && window.count >= limit ? window.endsAt - clock.monotonic() : 0;
    },
    take: (key) => {
      const window = current(key);
      if (window) {
        window.count += 1;
        return;
      }
      windows.delete(key);
      const [oldest] = windows.keys();
      if (windows.size >= capacity && oldest !== undefined) windows.delete(oldest);
      windows.set(key, { count: 1, endsAt: clock.monotonic() + windowMs });
    },
    giveBack: (key) => {
      const window = current(key);
      if (window) window.count -= 1;
    },
    clear: (key) => {
      windows.delete(key);
    },
  };
}
