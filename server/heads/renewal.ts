import { createHash } from 'node:crypto';
import { headLifeMs } from './head-content.ts';

/** Just before half of its life: an endpoint that holds it longer says that it is stale. */
const latestRenewalMs = headLifeMs / 2 - 3_600_000;
/** A whole fleet that was signed in one minute is signed again over the 26 hours between the two. */
export const earliestRenewalMs = (headLifeMs * 3) / 8;

/** Each endpoint has its own moment, so that a fleet does not ask for new heads in step. */
export function renewalAt({
  endpointId,
  issuedAt,
}: {
  endpointId: string;
  issuedAt: number;
}): number {
  const share = createHash('sha256').update(endpointId).digest().readUInt32BE() / 2 ** 32;
  return issuedAt + earliestRenewalMs + share * (latestRenewalMs - earliestRenewalMs);
}

/** Whether a head is to be made again although it says the same. */
export function isDueAgain(head: { endpointId: string; issuedAt: number }, now: number): boolean {
  return now >= renewalAt(head);
}
