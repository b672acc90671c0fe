import type { BroadcastClass } from '../playlist/playlist.ts';

/** A broadcast in a part of a session on a day, by what its place in it follows (ADR 16, step 5). */
export interface Ordered {
  id: string;
  class: BroadcastClass;
  /** Of its owner's tier. */
  rank: number;
  order: number;
  /** Whether its `order` may be changed. */
  isFree: boolean;
}

export const highestOrder = 10_000;
/** Between those that come behind all others, so that something finds room there later. */
const step = 10;

/**
 * The orders to be given so that broadcasts follow each other as wanted, to as few of them as can be.
 * @returns what changes, by id; `null` where it cannot be: what is priority always comes first, and what is not
 * free stays where it is
 */
export function ordersFor(wanted: readonly Ordered[]): Map<string, number> | null {
  const priority = wanted.filter((one) => one.class === 'priority');
  if (wanted.slice(0, priority.length).some((one) => one.class !== 'priority')) return null;
  const [first, rest] = [fewestFor(priority), fewestFor(wanted.slice(priority.length))];
  return first && rest && new Map([...first, ...rest]);
}

/** How the best way ends that keeps one as it is. */
interface Way {
  changes: number;
  /** Which is kept before it; -1: none. */
  before: number;
}

function fewestFor(wanted: readonly Ordered[]): Map<string, number> | null {
  const end = wanted.length;
  const ways: (Way | null)[] = [];
  for (let at = 0; at <= end; at += 1) {
    let best: Way | null = null;
    for (let before = -1; before < at; before += 1) {
      const known = before < 0 ? 0 : ways[before]?.changes;
      if (known === undefined || !isWay(wanted, before, at)) continue;
      const changes = known + (at - before - 1);
      if (!best || changes < best.changes) best = { changes, before };
    }
    ways.push(best);
  }
  const orders = new Map<string, number>();
  for (let at = end; at >= 0;) {
    const way = ways[at];
    if (!way) return null;
    for (let one = way.before + 1; one < at; one += 1) {
      const { id = '' } = wanted[one] ?? {};
      orders.set(id, orderBetween(wanted, { before: way.before, at, one }));
    }
    at = way.before;
  }
  return orders;
}

/** Whether all between two that are kept may change and find room there. */
function isWay(wanted: readonly Ordered[], before: number, at: number): boolean {
  const between = wanted.slice(before + 1, at);
  if (between.some(({ isFree }) => !isFree)) return false;
  const [a, b] = [wanted[before], wanted[at]];
  if (a && b && between.length === 0) return comesBefore(a, b);
  return (b?.order ?? highestOrder + 1) - (a?.order ?? -1) > between.length;
}

function orderBetween(
  wanted: readonly Ordered[],
  { before, at, one }: { before: number; at: number; one: number },
): number {
  const [from, to] = [wanted[before]?.order ?? -1, wanted[at]?.order];
  const [place, count] = [one - before, at - before - 1];
  if (to !== undefined) return from + Math.floor(((to - from) * place) / (count + 1));
  const stride = from + step * count <= highestOrder ? step : 1;
  return from + stride * place;
}

function comesBefore(a: Ordered, b: Ordered): boolean {
  const byPlace = a.order - b.order || a.rank - b.rank;
  return byPlace < 0 || (byPlace === 0 && a.id < b.id);
}
