import type { EpochMs } from '../time/zoned.ts';
import type { Board } from './board.ts';
import type { Block, PlacedSession } from './placement.ts';
import { compareInPart, type Contender } from './power.ts';

/** A session on its way: which parts still have blocks that wait, and what is left of their budgets. */
export interface SessionRun {
  session: PlacedSession;
  parts: { anchorMs: EpochMs | null; leftMs: number; waiting: Contender[] }[];
}

/** Sessions in order of start; blocks that belong to none of their parts leave at once. */
export function openSessions(contenders: readonly Contender[], board: Board): SessionRun[] {
  const runs = board.input.sessions
    .map((session) => ({
      session,
      parts: session.parts.map(({ budgetMs, anchorMs }) => ({
        anchorMs,
        leftMs: budgetMs,
        waiting: [] as Contender[],
      })),
    }))
    .sort((a, b) => a.session.startMs - b.session.startMs);
  for (const contender of contenders) {
    const { block } = contender;
    if (block.wish.kind !== 'session') continue;
    const { sessionId, part } = block.wish;
    const run = runs.find(({ session }) => session.id === sessionId);
    const mine = run?.parts[part];
    if (mine) mine.waiting.push(contender);
    else
      board.leftOut.set(block.id, {
        reason: run ? 'part_missing' : 'no_session',
        beatenBy: null,
      });
  }
  for (const { parts } of runs)
    for (const { waiting } of parts) waiting.sort((a, b) => compareInPart(a.block, b.block));
  return runs;
}

/** Lets go of the blocks that can no longer fit, seen from `cursor`. */
export function dropHopeless({ session, parts }: SessionRun, cursor: EpochMs, board: Board): void {
  const airMs = session.latestEndMs - Math.max(cursor, session.startMs);
  for (const part of parts) {
    part.waiting = part.waiting.filter(({ block }) => {
      const reason = hopeless(block, part.leftMs, airMs);
      if (reason === null) return true;
      board.leftOut.set(block.id, { reason, beatenBy: null });
      return false;
    });
  }
}

function hopeless(block: Block, leftMs: number, airMs: number) {
  if (block.shortestMs > leftMs) return 'part_full';
  return block.shortestMs > airMs || airMs <= 0 ? 'session_full' : null;
}
