import { setMaxListeners } from 'node:events';
import type { Logger } from '../runtime/log.ts';
import type { Clock } from '../runtime/clock.ts';

/** Runs until aborted, or until something fails that nobody foresaw. */
export type Loop = (signal: AbortSignal) => Promise<never>;

const restartMs = 1000;

/** Runs loops side by side: a fault in one must not end the others, the sound least of all. */
export function keepLoops(
  loops: Readonly<Record<string, Loop>>,
  { clock, log }: { clock: Clock; log: Logger },
): { stop(): Promise<void> } {
  const end = new AbortController();
  // One for each loop, and more within them.
  setMaxListeners(50, end.signal);
  const keep = async (name: string, loop: Loop): Promise<void> => {
    try {
      await loop(end.signal);
    } catch (err) {
      if (end.signal.aborted) return;
      log.error({ err, loop: name }, 'loop failed');
      await clock.sleep(restartMs, end.signal).catch(() => {});
    }
    return keep(name, loop);
  };
  const running = Object.entries(loops).map(([name, loop]) => keep(name, loop));
  return {
    async stop() {
      end.abort(new Error('the agent stops'));
      await Promise.all(running);
    },
  };
}
