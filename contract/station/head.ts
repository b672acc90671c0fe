import { z } from 'zod';
import { epochMs, id, localDate, occurrenceId, sha256 } from '../scalar.ts';

/** What a head says, before it is signed. */
export const headBody = z.strictObject({
  v: z.literal(1),
  endpoint: id,
  sequence: z.int().min(1),
  issuedAt: epochMs,
  expiresAt: epochMs,
  days: z.array(z.strictObject({ date: localDate, playlist: sha256 })).max(16),
  stopped: z.array(occurrenceId).max(200),
  alerts: z.array(sha256).max(50),
  settings: sha256,
  keys: sha256,
  keyId: z.string().regex(/^[A-Za-z0-9_-]{16}$/),
});
export type HeadBody = z.output<typeof headBody>;

/**
 * The head as it travels: canonical JSON of the body plus `signature`, Ed25519 over the canonical JSON
 * without it. A receiver parses, spells it canonically again, and refuses bytes that differ.
 */
export const signedHead = headBody.extend({
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});
export type SignedHead = z.output<typeof signedHead>;
