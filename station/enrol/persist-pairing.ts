import { Refusal } from '../link/refusal.ts';
import { restAfterFailure, type RestDeps } from '../link/rest-after-failure.ts';

/** The server's keys are not those that the pairing code was made with: somebody stands between, or they changed. */
export class WrongServer extends Error {}

const longestRetryMs = 30_000;
const hopeless = ['pairing_code_wrong', 'pairing_code_used', 'pairing_code_expired'];

/**
 * Pairs over however bad a line: tries again for ever, but for what no trying cures.
 * @param pair sends the same secret each time, so that the server gives the same answer
 * @throws Refusal when the server does not take the code; WrongServer when the code is for another
 */
export async function persistPairing<T>(
  deps: RestDeps & { onFailure: (err: unknown) => void },
  pair: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await pair();
    } catch (err) {
      signal.throwIfAborted();
      if (err instanceof WrongServer) throw err;
      if (err instanceof Refusal && hopeless.includes(err.code)) throw err;
      deps.onFailure(err);
      await restAfterFailure(deps, { failures, error: err, capMs: longestRetryMs }, signal);
    }
  }
}
