import { z } from 'zod';
import { epochMs, id, occurrenceId } from '../scalar.ts';

/** So many endpoints are named by one order: with its signature it stays below 4 kB. */
export const mostStoppedAtOnce = 40;

/**
 * Dừng phát, said at once to those who listen; the next head says it again, to everybody. It names its endpoints, so
 * that an order for one place stops nothing at another, and its shape cannot be taken for a head's.
 */
export const stopOrderBody = z.strictObject({
  v: z.literal(1),
  stop: occurrenceId,
  endpoints: z.array(id).min(1).max(mostStoppedAtOnce),
  issuedAt: epochMs,
  keyId: z.string().regex(/^[A-Za-z0-9_-]{16}$/),
});
export type StopOrderBody = z.output<typeof stopOrderBody>;

/** As it travels: canonical JSON of the body plus `signature`, Ed25519 over the canonical JSON without it. */
export const signedStopOrder = stopOrderBody.extend({
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});
