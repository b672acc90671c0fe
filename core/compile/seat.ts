import type { Outcome, PlacementInput, Span } from '../placement/placement.ts';
import { place } from '../placement/place.ts';
import type { EpochMs } from '../time/zoned.ts';
import type { Candidate } from './candidate.ts';
import type { HeldSession, KeptUse } from './held-session.ts';
import { payerOf } from './payer-of.ts';
import type { Piece, Refusal } from './piece.ts';
import { validityFault } from './piece.ts';
import { fitPieces } from './shrink-pieces.ts';

export type Placed = Extract<Outcome, { startsAt: EpochMs }>;
export type Left = Exclude<Outcome, { startsAt: EpochMs }>;

/** A candidate on the air, with what sounds of it. */
export interface Seated {
  candidate: Candidate;
  placed: Placed;
  pieces: readonly Piece[];
}

export interface Seating {
  seated: Seated[];
  left: { candidate: Candidate; outcome: Left | Refusal }[];
}

/**
 * Places candidates. One that would stand outside the validity of what it sounds is taken out and the rest
 * placed anew, so that it beats nobody.
 */
export function seat(
  candidates: readonly Candidate[],
  air: Omit<PlacementInput, 'blocks'>,
): Seating {
  const left: Seating['left'] = [];
  let waiting = candidates;
  for (;;) {
    const outcomes = new Map(
      place({ ...air, blocks: waiting.map(({ block }) => block) }).map((one) => [one.id, one]),
    );
    const seated: Seated[] = [];
    const gone: Seating['left'] = [];
    const invalid: Seating['left'] = [];
    for (const candidate of waiting) {
      const outcome = outcomes.get(candidate.block.id);
      if (!outcome) throw new RangeError(`no outcome for ${candidate.block.id}`);
      if ('reason' in outcome) {
        gone.push({ candidate, outcome });
        continue;
      }
      const pieces = fitPieces(candidate.pieces, outcome.soundMs);
      const fault = validityFault(pieces, outcome.startsAt);
      if (fault) invalid.push({ candidate, outcome: fault });
      else seated.push({ candidate, placed: outcome, pieces });
    }
    if (invalid.length === 0) return { seated, left: [...left, ...gone] };
    left.push(...invalid);
    waiting = waiting.filter((one) => !invalid.some(({ candidate }) => candidate === one));
  }
}

/** What is held and used once candidates are seated. */
export function withSeated(
  kept: KeptUse & { spans: readonly Span[] },
  seated: readonly Seated[],
  sessions: readonly HeldSession[],
): KeptUse & { spans: Span[] } {
  const keyOf = ({ placed }: Seated) =>
    sessions.find(({ session }) => session.id === placed.sessionId)?.session.key;
  const used = (holds: (one: Seated) => boolean) =>
    seated.filter(holds).reduce((sum, { placed }) => sum + placed.soundMs, 0);
  const partOf = ({ candidate, placed }: Seated) => payerOf(candidate, placed.sessionId, sessions);
  return {
    spans: [
      ...kept.spans,
      ...seated.map(({ placed: { startsAt, soundMs } }) => ({
        fromMs: startsAt,
        toMs: startsAt + soundMs,
      })),
    ].sort((a, b) => a.fromMs - b.fromMs),
    partMs: (key, part) =>
      kept.partMs(key, part) + used((one) => keyOf(one) === key && partOf(one) === part),
    sessionMs: (key) => kept.sessionMs(key) + used((one) => keyOf(one) === key),
  };
}
