import type { Contender } from './board.ts';
import type { Block } from './placement.ts';

/** Class, then tier: negative when `a` is stronger than `b`. */
export function compareStrength(a: Block, b: Block): number {
  return compareClass(a, b) || a.rank - b.rank;
}

/**
 * The order of power among those that are seated in the same way: negative when `a` comes first. A guest
 * wishes for no instant, and so comes after what left a session.
 */
export function comparePower(a: Contender, b: Contender): number {
  return (
    compareStrength(a.block, b.block) || compareWish(a, b) || compareText(a.block.id, b.block.id)
  );
}

/** The order inside a part of a session. */
export function compareInPart(a: Contender, b: Contender): number {
  return (
    compareClass(a.block, b.block) ||
    orderOf(a.block) - orderOf(b.block) ||
    a.block.rank - b.block.rank ||
    compareText(a.block.id, b.block.id)
  );
}

/** By code unit. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const compareClass = (a: Block, b: Block) =>
  a.class === b.class ? 0 : a.class === 'priority' ? -1 : 1;
/** Not by difference: of two wishes for no instant there is none. */
const compareWish = (a: Contender, b: Contender) =>
  a.wishMs < b.wishMs ? -1 : a.wishMs > b.wishMs ? 1 : 0;
const orderOf = ({ wish }: Block) => (wish.kind === 'session' ? wish.order : 0);
