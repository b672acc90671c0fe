import { z } from 'zod';
import { epochMs } from '../../contract/scalar.ts';
import type { Keys } from '../../contract/station/objects.ts';

/** By what this endpoint verifies what it is sent. */
export const keyRing = z.object({
  /** Given when it was paired; for ever. */
  recoveryKey: z.string(),
  /** Of the newest approval by the recovery key; 0 before the first. */
  generation: epochMs,
  /** `from`: nothing that it signs is believed before this. */
  signing: z.array(z.object({ keyId: z.string(), publicKey: z.string(), from: epochMs })),
  /** Until then no other signing key had been announced. */
  asOf: epochMs,
});
export type KeyRing = z.output<typeof keyRing>;

/** What an endpoint takes over when it is paired: then it has nothing to hold the keys against but a fingerprint. */
export function ringOf({ signing, recovery }: Keys, serverTime: number): KeyRing {
  return {
    recoveryKey: recovery.publicKey,
    generation: recovery.approval?.generation ?? 0,
    signing: signing.map((key) => ({ ...key })),
    asOf: serverTime,
  };
}
