/** How waits between attempts grow. */
export interface Backoff {
  /** Longest wait after the first failure, in milliseconds. */
  baseMs: number;
  /** Longest wait after any failure, in milliseconds. */
  capMs: number;
  /** A number in [0, 1); `Math.random` in production. */
  random: () => number;
}

/**
 * Milliseconds to wait after failure number `attempt` (1 is the first): uniform between 0 and an
 * exponentially growing, capped limit ("full jitter"), so that a fleet does not come back at once.
 */
export function backoffMs(attempt: number, { baseMs, capMs, random }: Backoff): number {
  const doublings = Math.min(Math.max(attempt - 1, 0), 52);
  const limitMs = Math.min(capMs, baseMs * 2 ** doublings);
  return Math.floor(random() * limitMs);
}
