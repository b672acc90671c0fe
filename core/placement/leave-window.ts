import type { Board, Contender, Left } from './board.ts';

/** After the sweep the soft blocks that found no air leave; `beatenBy` is what sounds at their wish. */
export function leaveWindow(board: Board): void {
  for (const soft of board.softs) if (!soft.seat) soft.left = leftOf(soft, board);
}

function leftOf({ wishMs, wholeMs }: Contender, { quiet, contenders }: Board): Left {
  if (quiet.some(({ fromMs, toMs }) => fromMs < wishMs + wholeMs && wishMs < toMs))
    return { reason: 'quiet_hours', beatenBy: null };
  const sounding = contenders.find(
    ({ seat }) => seat && seat.startsAt <= wishMs && wishMs < seat.startsAt + seat.soundMs,
  );
  return { reason: 'beaten', beatenBy: sounding?.block.id ?? null };
}
