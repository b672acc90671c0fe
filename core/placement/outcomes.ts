import type { EpochMs } from '../time/zoned.ts';
import type { Board, Contender } from './board.ts';
import type { Outcome, PlacementInput } from './placement.ts';
import { compareText } from './power.ts';
import { seatedInOrder, type Seated } from './seated-in-order.ts';

/** What became of each block, by id. */
export function outcomesOf({ input, closed, contenders }: Board): Outcome[] {
  const outcomes = contenders.filter(({ seat }) => !seat).map(leftOut);
  const seated = seatedInOrder(contenders);
  for (const [at, one] of seated.entries()) {
    const nextSeat = seated[at + 1]?.seat.startsAt ?? Infinity;
    const nextClosed = closed.find(({ fromMs }) => fromMs > one.seat.startsAt)?.fromMs ?? Infinity;
    outcomes.push(placed(one, Math.min(nextSeat, nextClosed), input));
  }
  return outcomes.sort((a, b) => compareText(a.id, b.id));
}

function leftOut({ block: { id }, left }: Contender): Outcome {
  if (!left) throw new RangeError(`block ${id} was forgotten`);
  return { id, ...left };
}

function placed(seated: Seated, nextMs: EpochMs, input: PlacementInput): Outcome {
  const { startsAt, soundMs, as, home } = seated.seat;
  return {
    id: seated.block.id,
    startsAt,
    soundMs,
    latestStartAt: Math.min(latestOf(seated, input), nextMs - soundMs),
    isMoved: as === 'guest' || (as !== 'session' && startsAt !== seated.wishMs),
    sessionId: home ? home.run.session.id : null,
  };
}

/** Up to when it may start by its own kind, whatever comes next. */
function latestOf({ untilMs, seat }: Seated, { midnightMs }: PlacementInput): EpochMs {
  if (seat.home) return seat.home.run.session.latestEndMs - seat.soundMs;
  return seat.as === 'hard' ? seat.startsAt : Math.min(untilMs, midnightMs - 1);
}
