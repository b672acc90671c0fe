import type { Outcome, PlacementInput } from '../../core/placement/placement.ts';
import { seatHardByHand } from './placement-hard-oracle.ts';
import { limitByHand, seatGuestsByHand } from './placement-limits-oracle.ts';
import { sweepByHand } from './placement-sweep-oracle.ts';
import type { Day, Seat } from './placement-terms-oracle.ts';
import { byText, lengthOf } from './placement-terms-oracle.ts';

/** Step 9: up to when a late start would still be right, by itself. */
function ownLatestStart({ sessions, midnightMs }: PlacementInput, seat: Seat): number {
  const { within, as } = seat;
  const { wish } = seat.block;
  if (within !== null) {
    const session = sessions.find(({ id }) => id === within.sessionId);
    return (session?.latestEndMs ?? seat.toMs) - lengthOf(seat);
  }
  if (as === 'hard' || wish.kind !== 'soft') return seat.fromMs;
  return Math.min(wish.atMs + wish.maxDelayMs, midnightMs - 1);
}

/** Step 9. */
function outcomeOf({ input, seats }: Day, seat: Seat): Outcome {
  const { block, as, within, fromMs } = seat;
  const nextMs = [...seats, ...input.kept, ...input.quiet]
    .map((span) => span.fromMs)
    .filter((beginMs) => beginMs >= seat.toMs);
  const endingByMs = nextMs.map((beginMs) => beginMs - lengthOf(seat));
  const { wish } = block;
  const isElsewhere = (wish.kind === 'hard' || wish.kind === 'soft') && wish.atMs !== fromMs;
  return {
    id: block.id,
    startsAt: fromMs,
    soundMs: lengthOf(seat),
    latestStartAt: Math.max(fromMs, Math.min(ownLatestStart(input, seat), ...endingByMs)),
    isMoved: as === 'guest' || isElsewhere,
    sessionId: within?.sessionId ?? null,
  };
}

/** The day when the sweep is over (steps 3 to 6), before limits and guests. */
export function sweptByHand(input: PlacementInput): Day {
  const day: Day = { input, seats: [], left: new Map() };
  const waiting = seatHardByHand(day);
  sweepByHand(day, waiting);
  return day;
}

/**
 * What becomes of each block, by the words of ADR 16 and as slowly as they can be taken: the oracle that
 * the engine is compared with. Sorted by id (code units).
 */
export function placeByHand(input: PlacementInput): Outcome[] {
  const day = sweptByHand(input);
  limitByHand(day);
  seatGuestsByHand(day);
  const seated = day.seats.map((seat) => outcomeOf(day, seat));
  const leftOut = [...day.left].map(([id, leaving]): Outcome => ({ id, ...leaving }));
  return [...seated, ...leftOut].toSorted((a, b) => byText(a.id, b.id));
}
