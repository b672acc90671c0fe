import type { Board, Contender } from './board.ts';
import type { LeftOutReason } from './placement.ts';
import { compareStrength } from './power.ts';
import { unseat } from './seat.ts';
import { seatedInOrder } from './seated-in-order.ts';

/** The sessions' caps, then the day's: the weakest leave, of equals those that start last. */
export function applyLimits(board: Board): void {
  const { input, runs, contenders } = board;
  for (const run of runs) {
    const isIn = ({ seat }: Contender) => seat?.home?.run === run;
    const overMs = run.soundMs - (run.session.capMs ?? Infinity);
    if (overMs > 0) drop(overMs, { from: contenders.filter(isIn), reason: 'session_cap', board });
  }
  const overMs = board.soundMs - (input.dayCapMs ?? Infinity);
  if (overMs > 0) drop(overMs, { from: contenders, reason: 'day_cap', board });
}

function drop(
  overMs: number,
  given: { from: readonly Contender[]; reason: LeftOutReason; board: Board },
): void {
  const { from, reason, board } = given;
  const seated = seatedInOrder(from).sort((a, b) => compareStrength(a.block, b.block));
  let tooMuchMs = overMs;
  for (const weakest of seated.reverse()) {
    if (tooMuchMs <= 0) return;
    tooMuchMs -= weakest.seat.soundMs;
    unseat(weakest, board);
    weakest.left = { reason, beatenBy: null };
  }
}
