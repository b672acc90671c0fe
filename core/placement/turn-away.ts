import type { Board, Contender } from './board.ts';
import { lengthIn } from './length.ts';
import type { LeftOutReason } from './placement.ts';

/**
 * Hard and soft blocks that come too late or wish for quiet air leave. A hard block that would run into
 * quiet air is from now on one that ends before it.
 */
export function turnAway(board: Board): void {
  const mayStay = (contender: Contender) => {
    const reason = refusalOf(contender, board);
    if (reason) contender.left = { reason, beatenBy: null };
    return reason === null;
  };
  board.softs = board.softs.filter(mayStay);
  board.hards = board.hards.filter(mayStay);
  for (const hard of board.hards) hard.wholeMs = lengthIn(hard, roomBeforeQuiet(hard, board));
}

function refusalOf(contender: Contender, board: Board): LeftOutReason | null {
  const { block, wishMs, untilMs } = contender;
  const roomMs = roomBeforeQuiet(contender, board);
  const isHard = block.wish.kind === 'hard';
  if ((isHard ? wishMs : untilMs) < board.input.fromMs) return 'too_late';
  return roomMs === 0 || (isHard && lengthIn(contender, roomMs) === 0) ? 'quiet_hours' : null;
}

/** Time from the wish to the next quiet air, in ms: 0 in quiet air, `Infinity` where none follows. */
function roomBeforeQuiet({ wishMs }: Contender, { quiet }: Board): number {
  const next = quiet.find(({ toMs }) => toMs > wishMs);
  return next ? Math.max(0, next.fromMs - wishMs) : Infinity;
}
