import { hash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../runtime/error.ts';
import type { EndpointCache, KnownEndpoint } from './endpoint-cache.ts';

const scheme = 'Loa ';
const longestHeader = 300;

/** Who an endpoint says that it is. */
interface Claim {
  endpointId: string;
  secret: string;
}

/** Reads `Authorization: Loa <endpoint id>:<secret>`. */
function parseCredentials(header: string | undefined): Claim | null {
  if (!header?.startsWith(scheme) || header.length > longestHeader) return null;
  const colon = header.indexOf(':');
  if (colon < 0) return null;
  return { endpointId: header.slice(scheme.length, colon), secret: header.slice(colon + 1) };
}

/** Who a request says that it is from, whether or not that is so. */
export function claimedId(header: string | undefined): string | null {
  return parseCredentials(header)?.endpointId ?? null;
}

/** The endpoint of a request if it is in memory and its secret is right; else ask {@link authenticate}. */
export function authenticateKnown(
  cache: EndpointCache,
  header: string | undefined,
): KnownEndpoint | null {
  const claim = parseCredentials(header);
  const endpoint = claim && cache.known(claim.endpointId);
  return endpoint && !endpoint.isRevoked && isSecretOf(endpoint, claim.secret) ? endpoint : null;
}

/** @throws AppError `endpoint_unknown` (also for a wrong secret), `endpoint_revoked` */
export async function authenticate(
  cache: EndpointCache,
  header: string | undefined,
): Promise<KnownEndpoint> {
  const claim = parseCredentials(header);
  const endpoint = claim && (await cache.find(claim.endpointId));
  if (!endpoint || !isSecretOf(endpoint, claim.secret))
    throw new AppError('endpoint_unknown', 'no endpoint is paired with these credentials');
  if (endpoint.isRevoked) throw new AppError('endpoint_revoked', 'this endpoint is locked out');
  return endpoint;
}

function isSecretOf({ secretSha256 }: KnownEndpoint, secret: string): boolean {
  if (!secretSha256) return false;
  const given = hash('sha256', secret, 'buffer');
  return given.length === secretSha256.length && timingSafeEqual(given, secretSha256);
}
