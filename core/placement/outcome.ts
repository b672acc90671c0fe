import type { Board, Seat } from './board.ts';
import type { Outcome } from './placement.ts';
import type { Contender } from './power.ts';

/** What became of a block, in the end. */
export function outcomeOf({ block }: Contender, board: Board): Outcome {
  const { id } = block;
  const seat = board.seats.get(id);
  if (seat) {
    const { startsAt, soundMs, as, wishMs } = seat;
    return {
      id,
      startsAt,
      soundMs,
      latestStartAt: latestStartOf(seat, board),
      isMoved: as !== 'session' && startsAt !== wishMs,
    };
  }
  const leftOut = board.leftOut.get(id);
  if (!leftOut) throw new RangeError(`block ${id} was forgotten`);
  return { id, ...leftOut };
}

/** Up to when a late start would end before what comes next, and within the block's own window. */
function latestStartOf({ block, startsAt, soundMs, wishMs, as }: Seat, board: Board): number {
  if (as === 'hard') return startsAt;
  const { input, seats } = board;
  const ownEnd = latestEndOf({ block, wishMs, soundMs }, board);
  let end = ownEnd;
  for (const { fromMs } of input.kept) if (fromMs > startsAt) end = Math.min(end, fromMs);
  for (const other of seats.values())
    if (other.startsAt > startsAt) end = Math.min(end, other.startsAt);
  return Math.max(startsAt, end - soundMs);
}

function latestEndOf(
  { block, wishMs, soundMs }: Pick<Seat, 'block' | 'wishMs' | 'soundMs'>,
  { input }: Board,
): number {
  const { wish } = block;
  if (wish.kind !== 'session') return wishMs + wish.maxDelayMs + soundMs;
  const session = input.sessions.find(({ id }) => id === wish.sessionId);
  return session?.latestEndMs ?? wishMs;
}
