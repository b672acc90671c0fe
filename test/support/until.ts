import { systemClock } from '../../runtime/clock.ts';

const clock = systemClock();

/** Asks until there is an answer; an error meanwhile counts as none. Fails after the limit. */
export async function until<T>(
  ask: () => Promise<T | undefined>,
  { limitMs, everyMs = 100, what }: { limitMs: number; everyMs?: number; what: string },
): Promise<T> {
  const limit = clock.monotonic() + limitMs;
  let last: unknown;
  while (clock.monotonic() < limit) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await clock.sleep(everyMs);
  }
  throw new Error(`not within ${limitMs} ms: ${what}`, { cause: last });
}
