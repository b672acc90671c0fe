import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { AddressGuard } from '../../runtime/address-guard.ts';
import { AppError } from '../../runtime/error.ts';

/**
 * Refuses an address that no push would be allowed to reach, so that it is seen while it is typed. Each
 * push checks again: a name may point elsewhere by then, and one that does not resolve now may do so.
 * @throws AppError `outbound_refused`
 */
export async function checkPushUrl(text: string, isAllowed: AddressGuard): Promise<void> {
  const url = new URL(text);
  if (!['http:', 'https:'].includes(url.protocol) || url.username || url.password)
    throw new AppError('outbound_refused', 'give an http or https address without credentials');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await resolve(host);
  if (!addresses.every(isAllowed))
    throw new AppError(
      'outbound_refused',
      `${host} is not a public address; see LOA_OUTBOUND_ALLOW`,
    );
}

async function resolve(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}
