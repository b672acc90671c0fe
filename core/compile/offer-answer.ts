import type { Asked } from './asked.ts';
import type { OfferAnswer } from './answers.ts';
import type { DayInput } from './day.ts';
import { isFromHere } from './from-here.ts';

type OfOffer = Pick<Asked, 'id' | 'broadcast' | 'content'>;

/**
 * A normal bulletin from above that asks for an hour of its own. What stands in the part above, or in a
 * relay, was agreed once for all.
 */
export function isOffer({ broadcast, content }: OfOffer, input: Pick<DayInput, 'rank'>): boolean {
  if (isFromHere({ broadcast }, input) || broadcast.class !== 'normal') return false;
  const { placement } = content;
  return placement.kind !== 'session' || placement.part === 'own';
}

/**
 * What the commune said of an occurrence: of this one, or, of an offer, once for always of its owner. What
 * became a priority bulletin of a tier above airs whatever was said of it before.
 */
export function offerAnswerOf(
  asked: OfOffer,
  input: Pick<DayInput, 'answers' | 'rank'>,
): OfferAnswer | null {
  const { offers, standingOffers } = input.answers;
  if (asked.broadcast.class === 'priority' && !isFromHere(asked, input)) return null;
  const own = offers.get(asked.id);
  if (own) return own;
  return isOffer(asked, input) ? (standingOffers.get(asked.broadcast.ownerAreaId) ?? null) : null;
}

/** The session into which the commune took it, by key; `null` where it airs as asked, or was not taken. */
export function pickedSession(
  asked: OfOffer,
  input: Pick<DayInput, 'answers' | 'rank'>,
): string | null {
  const answer = offerAnswerOf(asked, input);
  return answer?.is === 'accepted' ? answer.sessionKey : null;
}
