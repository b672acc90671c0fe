import type { PartTier } from '../session/session.ts';
import type { Candidate } from './candidate.ts';
import type { HeldSession } from './held-session.ts';

/**
 * The part whose minutes a block uses in a session: mostly where it stands, but not where a decision moved
 * it in front of another tier's. `null` outside sessions.
 */
export function payerOf(
  { block: { wish, guestIn } }: Candidate,
  sessionId: string | null,
  sessions: readonly HeldSession[],
): PartTier | null {
  const parts = sessions.find(({ session }) => session.id === sessionId)?.session.parts;
  const isOwn = wish.kind === 'session' && wish.sessionId === sessionId;
  const payer = isOwn ? wish.payer : guestIn.find((one) => one.sessionId === sessionId)?.payer;
  return payer === undefined ? null : (parts?.[payer]?.tier ?? null);
}
