import { isIPv6 } from 'node:net';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { createThrottle } from './throttle.ts';

const windowMs = 15 * 60_000;
const capacity = 20_000;
const limits = {
  /** One account from one address: somebody else's guesses do not lock a person out. */
  pair: 10,
  /** One account from anywhere. */
  account: 60,
  /** One address: many people may sit behind it. */
  address: 120,
};

/** Bounds the guesses at passwords. */
export interface SignInThrottle {
  /**
   * Counts an attempt before it is made, so that many at once are not a way around. Call `succeed` if
   * it was right.
   * @throws AppError `sign_in_throttled`
   */
  attempt(login: string, address: string): { succeed(): void };
}

export function createSignInThrottle(clock: Clock): SignInThrottle {
  const make = (limit: number) => createThrottle({ limit, windowMs, capacity, clock });
  const byPair = make(limits.pair);
  const byAccount = make(limits.account);
  const byAddress = make(limits.address);
  return {
    attempt: (login, address) => {
      const place = network(address);
      const pair = `${place} ${login}`;
      const waitMs = Math.max(
        byPair.waitMs(pair),
        byAccount.waitMs(login),
        byAddress.waitMs(place),
      );
      if (waitMs > 0) {
        throw new AppError('sign_in_throttled', 'too many wrong passwords; wait a little', {
          retryAfterSeconds: waitMs / 1000,
        });
      }
      byPair.take(pair);
      byAccount.take(login);
      byAddress.take(place);
      return {
        succeed: () => {
          byPair.clear(pair);
          byAccount.giveBack(login);
          byAddress.giveBack(place);
        },
      };
    },
  };
}

/** An IPv6 host has a whole /64 to itself. */
function network(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head, tail] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const [before, after] = [head ?? [], tail ?? []];
  const zeros = Array<string>(Math.max(8 - before.length - after.length, 0)).fill('0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
