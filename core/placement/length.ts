import type { Contender } from './board.ts';
import type { Block } from './placement.ts';

/** How long a block sounds in a room, in ms; 0 where it does not fit. */
export function lengthIn({ block, wholeMs, shortestMs }: Contender, roomMs: number): number {
  if (wholeMs <= roomMs) return wholeMs;
  if (shortestMs > roomMs) return 0;
  const { shrink } = block;
  return shrink.by === 'steps' ? (shrink.lengthsMs.find((ms) => ms <= roomMs) ?? 0) : roomMs;
}

/** The least that a block sounds, in ms. */
export function shortestOf({ shrink, durationMs }: Block): number {
  switch (shrink.by) {
    case 'nothing':
      return durationMs;
    case 'cutting':
      return shrink.shortestMs;
    case 'steps':
      return shrink.lengthsMs.at(-1) ?? durationMs;
  }
}
