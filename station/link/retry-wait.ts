import { backoffMs } from '../../runtime/backoff.ts';
import { Refusal } from './refusal.ts';

const firstLimitMs = 1000;
/** Longest that a server may ask to be left alone, and what is added to that. */
export const longestAskedMs = 3_600_000;
export const longestSpreadMs = 30_000;

/**
 * How long to wait after failure number `failures`, in ms: what the server asked for and a little more,
 * so that not all come back at once, or else a growing random time below `capMs`.
 */
export function retryWaitMs(
  failures: number,
  error: unknown,
  { capMs, random }: { capMs: number; random: () => number },
): number {
  const askedMs = error instanceof Refusal ? error.retryAfterMs : null;
  if (askedMs === null) return backoffMs(failures, { baseMs: firstLimitMs, capMs, random });
  const waitMs = Math.min(askedMs, longestAskedMs);
  return waitMs + random() * Math.min(waitMs, longestSpreadMs);
}
