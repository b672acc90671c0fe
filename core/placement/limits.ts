import type { Board, Seat } from './board.ts';
import type { LeftOutReason } from './placement.ts';
import { comparePower, compareStrength } from './power.ts';

/** Quiet air first, then the sessions' caps, then the day's; nothing is back-filled. */
export function applyLimits(board: Board): void {
  const { input, seats } = board;
  for (const seat of [...seats.values()]) keepQuiet(seat, board);
  for (const { id, capMs } of input.sessions) {
    if (capMs === null) continue;
    const inSession = ({ block: { wish }, as }: Seat) =>
      as === 'session' && wish.kind === 'session' && wish.sessionId === id;
    dropDownTo(capMs, { board, isCounted: inSession, reason: 'session_cap' });
  }
  if (input.dayCapMs !== null)
    dropDownTo(input.dayCapMs, { board, isCounted: () => true, reason: 'day_cap' });
}

/** What would sound in quiet air leaves; what may be shortened ends where it begins. */
function keepQuiet(seat: Seat, board: Board): void {
  const { block, startsAt, soundMs } = seat;
  const first = board.input.quiet
    .filter(({ fromMs, toMs }) => fromMs < startsAt + soundMs && startsAt < toMs)
    .reduce((earliest, { fromMs }) => Math.min(earliest, fromMs), Infinity);
  if (first === Infinity) return;
  const leftMs = first - startsAt;
  if (block.shortestMs < block.durationMs && leftMs >= block.shortestMs) {
    board.seats.set(block.id, { ...seat, soundMs: leftMs });
  } else leave(seat, 'quiet_hours', board);
}

function dropDownTo(
  capMs: number,
  given: { board: Board; isCounted: (seat: Seat) => boolean; reason: LeftOutReason },
): void {
  const { board, isCounted, reason } = given;
  const counted = [...board.seats.values()]
    .filter(isCounted)
    .sort(
      (a, b) => compareStrength(a.block, b.block) || a.startsAt - b.startsAt || comparePower(a, b),
    );
  let sumMs = counted.reduce((sum, { soundMs }) => sum + soundMs, 0);
  while (sumMs > capMs) {
    const last = counted.pop();
    if (!last) return;
    sumMs -= last.soundMs;
    leave(last, reason, board);
  }
}

function leave({ block }: Seat, reason: LeftOutReason, { seats, leftOut }: Board): void {
  seats.delete(block.id);
  leftOut.set(block.id, { reason, beatenBy: null });
}
