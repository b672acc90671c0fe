import type { Asked } from './asked.ts';
import type { OfferAnswer } from './answers.ts';
import type { DayInput } from './day.ts';

/** What the commune said of an occurrence: of this one, or once for always of its owner. */
export function offerAnswerOf(
  { id, broadcast }: Pick<Asked, 'id' | 'broadcast'>,
  { answers, rank }: Pick<DayInput, 'answers' | 'rank'>,
): OfferAnswer | null {
  const own = answers.offers.get(id);
  if (own) return own;
  return broadcast.rank < rank && broadcast.class === 'normal'
    ? (answers.standing.get(broadcast.ownerAreaId) ?? null)
    : null;
}
