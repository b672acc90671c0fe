import type { EpochMs } from '../time/zoned.ts';
import type { Block } from './placement.ts';

/** Class, then tier: negative when `a` is stronger than `b`. */
export function compareStrength(a: Block, b: Block): number {
  return classRank(a) - classRank(b) || a.rank - b.rank;
}

/** A block with the instant of its wish: a session's block wishes for the session's start. */
export interface Contender {
  block: Block;
  wishMs: EpochMs;
}

/** The whole order of power: negative when `a` comes first. */
export function comparePower(a: Contender, b: Contender): number {
  return (
    compareStrength(a.block, b.block) ||
    kindRank(a.block) - kindRank(b.block) ||
    a.wishMs - b.wishMs ||
    compareText(a.block.id, b.block.id)
  );
}

/** As {@link comparePower}, for blocks that all wait, whatever they wished to be. */
export function compareWaiting(a: Contender, b: Contender): number {
  return (
    compareStrength(a.block, b.block) || a.wishMs - b.wishMs || compareText(a.block.id, b.block.id)
  );
}

/** The order inside a part of a session. */
export function compareInPart(a: Block, b: Block): number {
  return (
    classRank(a) - classRank(b) ||
    orderOf(a) - orderOf(b) ||
    a.rank - b.rank ||
    compareText(a.id, b.id)
  );
}

const kinds = ['hard', 'soft', 'session'];
const kindRank = ({ wish }: Block) => kinds.indexOf(wish.kind);
const classRank = (block: Block) => (block.class === 'priority' ? 0 : 1);
const orderOf = ({ wish }: Block) => (wish.kind === 'session' ? wish.order : 0);

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
