import type { RestDeps } from '../link/rest-after-failure.ts';
import { Refusal } from '../link/refusal.ts';
import { restAfterFailure } from '../link/rest-after-failure.ts';
import { longestAskedMs, longestSpreadMs } from '../link/retry-wait.ts';
import type { ServerLink } from '../link/server-link.ts';
import { considerHead, type ConsiderDeps } from './consider-head.ts';
import { askForKeys } from '../keys/ask-for-keys.ts';

export interface PollDeps extends RestDeps, Omit<ConsiderDeps, 'askForKeys'> {
  link: ServerLink;
  intervalMs: number;
  /** The server answers again. */
  onBack: () => void;
  /** It gets on, and does so again within so many ms. */
  onRound?: (withinMs: number) => void;
}

/** Polls are spread over the interval by this share, so that a fleet does not ask in step. */
const spread = 0.2;

/** Longest that one round may take: answers have a limit of their own. */
const roundMs = 180_000;

/** Asks for the head for ever: at its interval, when nudged, and with growing patience after failures. */
export async function pollHeads(deps: PollDeps, signal: AbortSignal): Promise<never> {
  const { link, bell, random, log } = deps;
  const considering = { ...deps, askForKeys: () => askForKeys(deps, signal) };
  let etag: string | null = null;
  let failures = 0;
  for (;;) {
    deps.onRound?.(roundMs);
    try {
      const answer = await link.head(etag, signal);
      if (failures > 0) deps.onBack();
      failures = 0;
      if (answer && (await considerHead(considering, answer.bytes))) etag = answer.etag;
      else await deps.timetable.catchUp();
    } catch (err) {
      signal.throwIfAborted();
      failures += 1;
      if (failures === 1) log.warn({ err }, 'head not fetched');
      const capMs = Math.max(deps.intervalMs, 1000);
      const isAsked = err instanceof Refusal && err.retryAfterMs !== null;
      deps.onRound?.((isAsked ? longestAskedMs + longestSpreadMs : capMs) + roundMs);
      await restAfterFailure(deps, { failures, error: err, capMs }, signal);
      continue;
    }
    deps.onRound?.(deps.intervalMs * (1 + spread) + roundMs);
    await bell.wait(deps.intervalMs * (1 - spread + 2 * spread * random()), signal);
  }
}
