import type { Block } from '../placement/placement.ts';
import type { Ask } from './answers.ts';
import { pairOf } from './answers.ts';
import type { Candidate } from './candidate.ts';
import { isFromAbove, plannedStart } from './candidate.ts';
import type { DayInput } from './day.ts';
import { freezeMs } from './freeze.ts';
import type { HeldSession } from './held-session.ts';

/**
 * A priority bulletin from above against the commune's own priority item: both air, the upper one first
 * unless the commune said otherwise (Thông tư 39/2020). Gives the candidates as the answers want them, and
 * what is still to be asked.
 */
export function settleDecisions(
  candidates: readonly Candidate[],
  sessions: readonly HeldSession[],
  input: DayInput,
): { candidates: Candidate[]; asks: Ask[] } {
  const priority = candidates.filter(({ block }) => block.class === 'priority');
  const uppers = priority.filter((one) => isFromAbove(one, input));
  const owns = priority.filter((one) => !isFromAbove(one, input));
  if (uppers.length === 0 || owns.length === 0) return { candidates: [...candidates], asks: [] };
  const asks: Ask[] = [];
  const moved = new Map<string, Block>();
  for (const own of owns) {
    for (const upper of uppers.filter((one) => collide(own.block, one.block))) {
      const start = plannedStart(upper, sessions) ?? 0;
      if (saysOwnFirst(upper, own, input)) {
        const before = moved.get(own.block.id) ?? own.block;
        moved.set(own.block.id, putBefore(before, upper.block));
      } else if (start - freezeMs > input.now)
        asks.push({
          kind: 'decision',
          upper: upper.block.id,
          own: own.block.id,
          deadline: start - freezeMs,
        });
    }
  }
  return {
    candidates: candidates.map((one) => ({ ...one, block: moved.get(one.block.id) ?? one.block })),
    asks: asks.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  };
}

/** Whether both want the same session, or air at the same time. */
function collide(a: Block, b: Block): boolean {
  if (a.wish.kind === 'guest' || b.wish.kind === 'guest') return false;
  if (a.wish.kind === 'session' || b.wish.kind === 'session')
    return (
      a.wish.kind === 'session' &&
      b.wish.kind === 'session' &&
      a.wish.sessionId === b.wish.sessionId &&
      a.wish.sessionId !== ''
    );
  return a.wish.atMs < b.wish.atMs + b.durationMs && b.wish.atMs < a.wish.atMs + a.durationMs;
}

function saysOwnFirst(upper: Candidate, own: Candidate, { answers }: DayInput): boolean {
  return (
    answers.ownFirst.has(pairOf(upper.asked.id, own.asked.id)) ||
    answers.ownFirst.has(pairOf(upper.asked.broadcast.id, own.asked.broadcast.id))
  );
}

/** In a session it moves into the part of the upper one, in front of it, and pays from its own. */
function putBefore(own: Block, upper: Block): Block {
  const rank = Math.min(own.rank, upper.rank - 0.5);
  if (own.wish.kind !== 'session' || upper.wish.kind !== 'session') return { ...own, rank };
  const { part, order } = upper.wish;
  const isBehind = own.wish.part > part || (own.wish.part === part && own.wish.order >= order);
  return isBehind ? { ...own, rank, wish: { ...own.wish, part, order: order - 0.5 } } : own;
}
