/** How pushing to an endpoint goes: closed as long as `openUntil` is `null`. */
export interface Circuit {
  /** One after another. */
  failures: number;
  /** Until then nothing is sent; the first push after it tries whether the endpoint is back. */
  openUntil: number | null;
}

export const closedCircuit: Circuit = { failures: 0, openUntil: null };

const mostFailures = 5;
const firstPauseMs = 60_000;
const longestPauseMs = 15 * 60_000;

/**
 * After one more failure: from the fifth on it is open, for a minute and then twice as long each time that a try
 * fails, up to a quarter of an hour; jittered upwards by half, so that those of one outage do not come together.
 * @param random in [0, 1)
 */
export function afterFailure({ failures }: Circuit, now: number, random: number): Circuit {
  const next = failures + 1;
  if (next < mostFailures) return { failures: next, openUntil: null };
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(next - mostFailures, 10));
  return { failures: next, openUntil: now + Math.round(pauseMs * (1 + random / 2)) };
}

/** When a push that is wanted at `due` may go out. */
export function allowedAt({ openUntil }: Circuit, due: number): number {
  return Math.max(due, openUntil ?? due);
}
