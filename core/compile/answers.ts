import type { EpochMs } from '../time/zoned.ts';
import type { RulingReason } from './ruling-reason.ts';

/** What the commune says to a bulletin from above: taken into a session of its choice, or as it was asked. */
export type OfferAnswer = { is: 'accepted'; sessionKey: string | null } | { is: 'declined' };

/** The commune's own say (Thông tư 39/2020). */
export interface Answers {
  /** By occurrence. */
  offers: ReadonlyMap<string, OfferAnswer>;
  /** By owner's area or by programme: said once for always. An occurrence's own answer wins. */
  standing: ReadonlyMap<string, OfferAnswer>;
  /** Pairs of `upper|own`, by occurrence or (always) by broadcast, where the commune's own goes first. */
  ownFirst: ReadonlySet<string>;
}

/** The answers of a commune that never said anything. */
export const noAnswers: Answers = {
  offers: new Map(),
  standing: new Map(),
  ownFirst: new Set(),
};

/** What the commune is asked; without an answer the default holds at the freeze. */
export type Ask =
  /** Not aired unless accepted. `suggests` is the session with room for it, or `null`. */
  | {
      kind: 'offer';
      occurrence: string;
      broadcastId: string;
      because: RulingReason;
      soundMs: number;
      suggests: string | null;
      deadline: EpochMs;
    }
  /** Both air; who goes first? The upper one, unless the commune says otherwise. */
  | { kind: 'decision'; upper: string; own: string; deadline: EpochMs };

export function pairOf(upper: string, own: string): string {
  return `${upper}|${own}`;
}
