import type { SignedHead } from '../../contract/station/head.ts';
import type { EpochMs } from '../../core/time/zoned.ts';

/** Whether half the life of a head has gone: by then the server has always made another. */
export function isStale(
  head: Pick<SignedHead, 'issuedAt' | 'expiresAt'> | null,
  now: EpochMs,
): boolean {
  return head !== null && now > (head.issuedAt + head.expiresAt) / 2;
}
