import type { Clock } from '../runtime/clock.ts';

/** Wakes a loop that waits. */
export interface Bell {
  ring(): void;
  /** Resolves when rung (also if that was since the last wait) or after `ms`; rejects when aborted. */
  wait(ms: number, signal: AbortSignal): Promise<'rung' | 'elapsed'>;
}

/** A bell for one waiting loop. */
export function createBell(clock: Clock): Bell {
  let isRung = false;
  let wake: (() => void) | null = null;
  return {
    ring() {
      isRung = true;
      wake?.();
    },
    async wait(ms, signal) {
      signal.throwIfAborted();
      if (!isRung && ms > 0) {
        const end = new AbortController();
        const abort = () => end.abort();
        wake = abort;
        signal.addEventListener('abort', abort, { once: true });
        await clock.sleep(ms, end.signal).catch(() => {});
        signal.removeEventListener('abort', abort);
        wake = null;
        signal.throwIfAborted();
      }
      const outcome = isRung ? 'rung' : 'elapsed';
      isRung = false;
      return outcome;
    },
  };
}
