import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { AddressGuard } from './address-guard.ts';
import { AppError } from './error.ts';

/**
 * A lookup for sockets: a name is resolved once, all its addresses are checked, and the connection goes to a
 * checked one. Fails with AppError `outbound_refused`. Addresses in place of a name never reach a lookup: see
 * {@link refusalOf}.
 */
export function guardedLookup(isAllowed: AddressGuard): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) {
        done(error, '');
        return;
      }
      const [first] = addresses;
      // One inner address among public ones is a trap, not a choice.
      const inner = addresses.find(({ address }) => !isAllowed(address));
      if (inner) done(refused(hostname), '');
      else if (options.all) done(null, addresses);
      else if (first) done(null, first.address, first.family);
      else done(new Error(`${hostname} has no address`), '');
    });
  };
}

/** The refusal of a host that is an inner address; `null` for names and for addresses that are allowed. */
export function refusalOf(host: string, isAllowed: AddressGuard): AppError | null {
  const bare = host.replace(/^\[|\]$/g, '');
  return isIP(bare) !== 0 && !isAllowed(bare) ? refused(bare) : null;
}

function refused(host: string): AppError {
  return new AppError(
    'outbound_refused',
    `${host} is not a public address; see LOA_OUTBOUND_ALLOW`,
  );
}
