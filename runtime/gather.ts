import type { Clock } from './clock.ts';

/** Deals with many at once, and says how long that held everything else up. */
export type Together<Item, Result> = (
  items: readonly Item[],
) => Promise<{ results: readonly Result[]; tookMs: number }>;

export interface GatherOptions<Item, Result> {
  together: Together<Item, Result>;
  /** What an item counts, such as its rows; 1 when left out. */
  sizeOf?: (item: Item) => number;
  /** Longest that one go should take; the next is made smaller or larger by what the last took. */
  aimMs: number;
  clock: Clock;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (reason: unknown) => void;
}

const firstSize = 100;
const leastSize = 10;
const mostSize = 1_000;

/**
 * Gathers what is asked for at about the same time and deals with it together: thousands of small writes are a
 * few transactions, each short. A promise resolves when the go that its item was in is through; a go that fails
 * fails all that were in it.
 */
export function gather<Item, Result>(
  options: GatherOptions<Item, Result>,
): (item: Item) => Promise<Result> {
  const { together, sizeOf = () => 1, aimMs, clock } = options;
  const waiting: Waiting<Item, Result>[] = [];
  let isRunning = false;
  let size = firstSize;
  const goOnce = async () => {
    const some = takeSome(waiting, size, sizeOf);
    try {
      const { results, tookMs } = await together(some.map(({ item }) => item));
      size = nextSize(size, tookMs, aimMs);
      for (const [index, { resolve }] of some.entries()) resolve(results[index] as Result);
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  };
  const goOn = async () => {
    isRunning = true;
    while (waiting.length > 0) {
      // What comes in the same turn goes along; polls and alerts go first.
      await clock.sleep(0);
      await goOnce();
    }
    isRunning = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isRunning) void goOn();
    });
}

/** At least one, and as many as fit into `size`. */
function takeSome<Item, Result>(
  waiting: Waiting<Item, Result>[],
  size: number,
  sizeOf: (item: Item) => number,
): Waiting<Item, Result>[] {
  let taken = 0;
  let count = 0;
  for (const { item } of waiting) {
    taken += sizeOf(item);
    if (count > 0 && taken > size) break;
    count += 1;
  }
  return waiting.splice(0, count);
}

function nextSize(size: number, tookMs: number, aimMs: number): number {
  if (tookMs > aimMs) return Math.max(leastSize, Math.floor(size / 2));
  if (tookMs < aimMs / 2) return Math.min(mostSize, Math.ceil(size * 1.25));
  return size;
}
