import type { Clock } from '../../runtime/clock.ts';
import { DemoProblem } from './demo-problem.ts';

export interface WaitOptions {
  clock: Clock;
  signal: AbortSignal;
  limitMs: number;
  everyMs?: number;
  /** What went wrong when the time is up, as a sentence. */
  otherwise: string | (() => string);
}

/**
 * Asks again and again until there is an answer.
 * @throws DemoProblem when there is none in time; the signal's reason when aborted
 */
export async function waitFor<T>(
  ask: () => Promise<T | undefined>,
  { clock, signal, limitMs, everyMs = 500, otherwise }: WaitOptions,
): Promise<T> {
  const limit = clock.monotonic() + limitMs;
  for (;;) {
    signal.throwIfAborted();
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (clock.monotonic() > limit) {
      throw new DemoProblem(typeof otherwise === 'string' ? otherwise : otherwise());
    }
    await clock.sleep(everyMs, signal);
  }
}
