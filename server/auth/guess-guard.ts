import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { createThrottle } from './throttle.ts';

/**
 * Finds what the secret of a link opens; `undefined` where `find` finds nothing, which costs the address a guess.
 * @throws AppError `too_many_requests` after many wrong ones from one address
 */
export type GuessGuard = <Found>(
  address: string,
  find: () => Promise<Found | undefined>,
) => Promise<Found | undefined>;

const wrong = { limit: 60, windowMs: 15 * 60_000, capacity: 20_000 };

export function createGuessGuard(clock: Clock): GuessGuard {
  const guesses = createThrottle({ ...wrong, clock });
  return async (address, find) => {
    const waitMs = guesses.waitMs(address);
    if (waitMs > 0)
      throw new AppError('too_many_requests', 'too many wrong links; wait a little', {
        retryAfterSeconds: waitMs / 1000,
      });
    const found = await find();
    if (found === undefined) guesses.take(address);
    return found;
  };
}
