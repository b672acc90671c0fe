import type { EpochMs } from '../time/zoned.ts';
import { lastStart } from './air.ts';
import type { Board, Contender, SessionRun } from './board.ts';
import { joinSpans } from './join-spans.ts';
import type { LeftOutReason } from './placement.ts';
import { startWindow } from './start-window.ts';

/** A session's blocks that can no longer fit leave, seen from the cursor; whoever is seated waits no more. */
export function leaveSession(run: SessionRun, cursor: EpochMs, board: Board): void {
  for (const part of run.parts) {
    if (part.waiting.every((block) => mayWait(block, cursor))) continue;
    part.waiting = part.waiting.filter((block) => {
      if (mayWait(block, cursor)) return true;
      if (!block.seat) block.left = { reason: reasonOf(block, cursor, board), beatenBy: null };
      return false;
    });
  }
}

function mayWait(block: Contender, cursor: EpochMs): boolean {
  return !block.seat && cursor <= block.lastStartMs && !isBeyondBudget(block);
}

function isBeyondBudget({ home, shortestMs }: Contender): boolean {
  return home !== null && shortestMs > home.payer.leftMs;
}

function reasonOf(block: Contender, cursor: EpochMs, board: Board): LeftOutReason {
  if (isBeyondBudget(block)) return 'part_full';
  return hasRoomButForQuiet(block, cursor, board) ? 'quiet_hours' : 'session_full';
}

function hasRoomButForQuiet(block: Contender, cursor: EpochMs, board: Board): boolean {
  const { air, input, quiet } = board;
  const { earliestMs, latestMs, lengthMs } = startWindow(block, input);
  const search = { earliestMs: Math.max(earliestMs, cursor), latestMs, lengthMs };
  const endMs = latestMs + lengthMs;
  if (!quiet.some(({ fromMs, toMs }) => toMs > search.earliestMs && fromMs < endMs)) return false;
  const hards = air.filter(({ by }) => by !== null);
  const held = joinSpans([...input.kept, ...hards]).map((span) => ({ ...span, by: null }));
  return lastStart(held, search) > -Infinity;
}
