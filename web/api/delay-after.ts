const firstDelayMs = 1000;
const longestDelayMs = 30_000;

/**
 * Back-off with jitter, in ms: doubled after each failure up to half a minute, between half and the whole
 * of it, so that after a power cut the district does not come back at the same instant.
 */
export function delayAfter(failures: number, chance: number): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(failures - 1, 10));
  return Math.round(full * (0.5 + chance / 2));
}
