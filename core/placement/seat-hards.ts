import { hold, holderIn, lastStart, longestFree } from './air.ts';
import type { Board, Contender } from './board.ts';
import { lengthIn } from './length.ts';
import type { Span } from './placement.ts';
import { comparePower, compareStrength } from './power.ts';
import { seat } from './seat.ts';
import { startWindow } from './start-window.ts';

/**
 * Hard blocks take their instants in the order of power, as long as each stronger soft block keeps a
 * possible start. Those that are beaten and may wait become soft ones.
 */
export function seatHards(board: Board): void {
  const queued: Contender[] = [];
  for (const soft of board.softs) findLastStart(soft, board);
  for (const hard of board.hards) {
    const span = { fromMs: hard.wishMs, toMs: hard.wishMs + hard.wholeMs };
    const rival = rivalIn(span, hard, board);
    if (!rival) take(span, hard, board);
    else if (isBeatenTo('queue', hard)) queued.push(hard);
    else if (!isBeatenTo('shorten', hard) || !takeShortened(span, hard, board))
      hard.left = { reason: 'beaten', beatenBy: rival.by };
  }
  if (queued.length === 0) return;
  for (const soft of queued) findLastStart(soft, board);
  board.softs = [...board.softs, ...queued].sort(comparePower);
}

function findLastStart(soft: Contender, { air, input }: Board): void {
  soft.lastStartMs = lastStart(air, startWindow(soft, input));
}

function isBeatenTo(then: 'queue' | 'shorten', { block: { wish } }: Contender): boolean {
  return wish.kind === 'hard' && wish.whenBeaten === then;
}

/** Who denies a hard block its air: whoever holds some of it, or a stronger soft block that needs it. */
function rivalIn(span: Span, hard: Contender, board: Board): { by: string | null } | undefined {
  const holder = holderIn(board.air, span);
  if (holder) return holder;
  const loser = firstToLose(span, hard, board);
  return loser && { by: loser.block.id };
}

/** Takes what it can have of the longest stretch that nobody holds; whether it did. */
function takeShortened(span: Span, hard: Contender, board: Board): boolean {
  const free = longestFree(board.air, span);
  const soundMs = free ? lengthIn(hard, free.toMs - free.fromMs) : 0;
  if (!free || soundMs === 0) return false;
  const shortened = { fromMs: free.fromMs, toMs: free.fromMs + soundMs };
  if (firstToLose(shortened, hard, board)) return false;
  take(shortened, hard, board);
  return true;
}

function take(span: Span, hard: Contender, board: Board): void {
  const { fromMs, toMs } = span;
  for (const soft of board.softs)
    if (needs(soft, span)) soft.lastStartMs = lastStartBefore(fromMs, soft, board);
  hold(board.air, { fromMs, toMs, by: hard.block.id });
  seat(hard, { startsAt: fromMs, soundMs: toMs - fromMs, as: 'hard', home: null }, board);
}

/** The first stronger soft block that would lose its last possible start if the span were held. */
function firstToLose(span: Span, hard: Contender, board: Board): Contender | undefined {
  for (const soft of board.softs) {
    if (compareStrength(soft.block, hard.block) >= 0) return undefined;
    if (needs(soft, span) && lastStartBefore(span.fromMs, soft, board) === -Infinity) return soft;
  }
  return undefined;
}

/** Whether the span overlaps a soft block at its last possible start. */
function needs({ lastStartMs, shortestMs }: Contender, { fromMs, toMs }: Span): boolean {
  return fromMs < lastStartMs + shortestMs && lastStartMs < toMs;
}

/** Its last possible start from which it ends by `endMs`. */
function lastStartBefore(endMs: number, soft: Contender, { air, input }: Board): number {
  const { earliestMs, latestMs, lengthMs } = startWindow(soft, input);
  return lastStart(air, {
    earliestMs,
    latestMs: Math.min(latestMs, endMs - lengthMs),
    lengthMs,
  });
}
