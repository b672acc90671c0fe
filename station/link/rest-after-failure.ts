import type { Clock } from '../../runtime/clock.ts';
import type { Bell } from '../bell.ts';
import { Refusal } from './refusal.ts';
import { retryWaitMs } from './retry-wait.ts';

export interface RestDeps {
  clock: Clock;
  bell: Bell;
  random: () => number;
}

/**
 * Waits after failure number `failures`, at most `capMs` unless the server asks for more. A bell ends
 * our own patience early, never what the server asked for.
 */
export async function restAfterFailure(
  { clock, bell, random }: RestDeps,
  failure: { failures: number; error: unknown; capMs: number },
  signal: AbortSignal,
): Promise<void> {
  const { failures, error, capMs } = failure;
  const waitMs = retryWaitMs(failures, error, { capMs, random });
  const isAsked = error instanceof Refusal && error.retryAfterMs !== null;
  if (isAsked) await clock.sleep(waitMs, signal);
  else await bell.wait(waitMs, signal);
}
