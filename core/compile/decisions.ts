import { defaultMaxDelayMs } from '../broadcast/broadcast.ts';
import type { Block, Wish } from '../placement/placement.ts';
import { addDays } from '../time/zoned.ts';
import type { Decision, First } from './answers.ts';
import { pairOf } from './answers.ts';
import type { Candidate } from './candidate.ts';
import { isFromAbove, startOf } from './candidate.ts';
import type { DayInput } from './day.ts';
import type { HeldSession } from './held-session.ts';

type InSession = Extract<Wish, { kind: 'session' }>;
type AtTime = Extract<Wish, { atMs: number }>;

/** A priority bulletin from above and the commune's own priority item that want the same air. */
interface Pair {
  upper: Candidate;
  own: Candidate;
  first: First;
}

/**
 * A priority bulletin from above against the commune's own priority item: both air, the upper one first
 * unless the commune said otherwise (Thông tư 39/2020). Gives the candidates in that order, and what the
 * commune is asked until the freeze, answered or not.
 */
export function settleDecisions(
  candidates: readonly Candidate[],
  sessions: readonly HeldSession[],
  input: DayInput,
): { candidates: Candidate[]; asks: Decision[] } {
  const pairs = pairsOf(candidates, input);
  if (pairs.length === 0) return { candidates: [...candidates], asks: [] };
  const blocks = new Map(candidates.map(({ block }) => [block.id, block]));
  const behind = new Set<string>();
  // Moving one may bring it before a third; what contradicts itself ends after as many rounds as there are pairs.
  for (let round = 0; round < pairs.length && orderInSessions(pairs, blocks); round += 1);
  for (const pair of pairs) orderInTime(pair, { blocks, behind, input });
  return {
    candidates: candidates.map((one) => ({
      ...one,
      block: blocks.get(one.block.id) ?? one.block,
      isBehind: one.isBehind || behind.has(one.block.id),
    })),
    asks: pairs.flatMap((pair) => asksOf(pair, sessions, input)),
  };
}

function pairsOf(candidates: readonly Candidate[], input: DayInput): Pair[] {
  const priority = candidates
    .filter(({ block }) => block.class === 'priority')
    .sort((a, b) => (a.block.id < b.block.id ? -1 : 1));
  const uppers = priority.filter((one) => isFromAbove(one, input));
  const owns = priority.filter((one) => !isFromAbove(one, input));
  return uppers.flatMap((upper) =>
    owns
      .filter((own) => collide(upper.block, own.block))
      .map((own) => ({ upper, own, first: firstOf(upper, own, input) })),
  );
}

/** Whether both want the same session, or the same time. */
function collide({ wish: a, ...one }: Block, { wish: b, ...other }: Block): boolean {
  if (isInSession(a) && isInSession(b)) return a.sessionId === b.sessionId && a.sessionId !== '';
  if (!isAtTime(a) || !isAtTime(b)) return false;
  return a.atMs < b.atMs + other.durationMs && b.atMs < a.atMs + one.durationMs;
}

function firstOf({ asked: upper }: Candidate, { asked: own }: Candidate, input: DayInput): First {
  const { first, standingFirst } = input.answers;
  const always = standingFirst.get(upper.broadcast.ownerAreaId);
  return first.get(pairOf(upper.id, own.id)) ?? always ?? 'upper';
}

function asksOf(
  { upper, own }: Pair,
  sessions: readonly HeldSession[],
  { now, frozenUntil }: DayInput,
): Decision[] {
  const starts = [upper, own].map(({ block }) => startOf(block.wish, sessions) ?? 0);
  const deadline = Math.min(...starts) - (frozenUntil - now);
  if (deadline <= now) return [];
  const { ownerAreaId } = upper.asked.broadcast;
  return [{ kind: 'decision', upper: upper.asked.id, own: own.asked.id, ownerAreaId, deadline }];
}

/**
 * In a session the first one stands directly before the second, in its part, and pays from its own. Gives
 * whether anything was moved.
 */
function orderInSessions(pairs: readonly Pair[], blocks: Map<string, Block>): boolean {
  let isMoved = false;
  for (const pair of pairs) {
    const { first, second } = blocksOf(pair, blocks);
    if (!isInSession(first.wish) || !isInSession(second.wish)) continue;
    if (isAhead(first, first.wish, second, second.wish)) continue;
    const { part, order } = second.wish;
    // Between the second one and whatever stands before it; several keep their own order there.
    const between = order - 1 / (2 + Math.max(0, first.wish.order));
    blocks.set(first.id, { ...first, wish: { ...first.wish, part, order: between } });
    isMoved = true;
  }
  return isMoved;
}

function isAhead(a: Block, at: InSession, b: Block, bt: InSession): boolean {
  if (at.part !== bt.part) return at.part < bt.part;
  if (at.order !== bt.order) return at.order < bt.order;
  return a.rank < b.rank;
}

/** At times of their own the second one waits until the first has sounded, and does not leave for it. */
function orderInTime(
  pair: Pair,
  { blocks, behind, input }: { blocks: Map<string, Block>; behind: Set<string>; input: DayInput },
): void {
  const { first, second } = blocksOf(pair, blocks);
  if (!isAtTime(first.wish) || !isAtTime(second.wish)) return;
  const lastMs = input.zone.startOfDay(addDays(input.date, 1)) - 1;
  const freeMs = Math.min(first.wish.atMs + first.durationMs, lastMs);
  const maxDelayMs = Math.max(second.wish.maxDelayMs, defaultMaxDelayMs);
  const atMs = Math.max(second.wish.atMs, freeMs);
  blocks.set(second.id, {
    ...second,
    wish: { kind: 'soft', atMs, maxDelayMs, whenBeaten: 'queue' },
  });
  behind.add(second.id);
  // Where something else delays it, it still goes first.
  const rank = Math.min(first.rank, second.rank - 0.5);
  if (pair.first === 'own') blocks.set(first.id, { ...first, rank });
}

function blocksOf({ upper, own, first }: Pair, blocks: ReadonlyMap<string, Block>) {
  const [one, other] = first === 'own' ? [own, upper] : [upper, own];
  return {
    first: blocks.get(one.block.id) ?? one.block,
    second: blocks.get(other.block.id) ?? other.block,
  };
}

function isInSession(wish: Wish): wish is InSession {
  return wish.kind === 'session';
}

function isAtTime(wish: Wish): wish is AtTime {
  return wish.kind === 'hard' || wish.kind === 'soft';
}
