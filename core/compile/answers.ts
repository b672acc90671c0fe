import type { EpochMs, LocalDate } from '../time/zoned.ts';
import type { RulingReason } from './ruling-reason.ts';

/** What the commune says to a bulletin from above: taken into a session of its choice, or as it was asked. */
export type OfferAnswer = { is: 'accepted'; sessionKey: string | null } | { is: 'declined' };

/** Who goes first where a bulletin from above and the commune's own want the same air. */
export type First = 'upper' | 'own';

/** The commune's own say (Thông tư 39/2020). What was said of one occurrence goes before what was said for always. */
export interface Answers {
  /** By occurrence. */
  offers: ReadonlyMap<string, OfferAnswer>;
  /** By area of the owner: said once for all that it offers. */
  standingOffers: ReadonlyMap<string, OfferAnswer>;
  /** By pair of occurrences, see {@link pairOf}. */
  first: ReadonlyMap<string, First>;
  /** By area of the upper one's owner. */
  standingFirst: ReadonlyMap<string, First>;
}

/** The answers of a commune that never said anything. */
export const noAnswers: Answers = {
  offers: new Map(),
  standingOffers: new Map(),
  first: new Map(),
  standingFirst: new Map(),
};

/** A bulletin that does not air unless the commune takes it. */
export interface Offer {
  kind: 'offer';
  occurrence: string;
  broadcastId: string;
  /** Whose it is. */
  ownerAreaId: string;
  /** `offered`: it asks for an hour of its own; anything else: where it was to be there is no room. */
  because: RulingReason;
  soundMs: number;
  /** When it would begin as asked. */
  startsAt: EpochMs;
  /** Whether a yes without a session is possible. */
  mayAirAsAsked: boolean;
  /** The next session with room for it, or `null`. */
  suggests: string | null;
  deadline: EpochMs;
}

/** Both air; who goes first? The upper one, unless the commune says otherwise. */
export interface Decision {
  kind: 'decision';
  /** Occurrences. */
  upper: string;
  own: string;
  /** Of the upper one. */
  ownerAreaId: string;
  deadline: EpochMs;
}

/** What the commune is asked until the freeze, answered or not; without an answer the default holds then. */
export type Ask = Offer | Decision;

/** An ask with its day. */
export type DatedAsk = Ask & { date: LocalDate };

export function pairOf(upper: string, own: string): string {
  return `${upper}|${own}`;
}
