import type { EpochMs } from '../time/zoned.ts';
import type { Span } from './placement.ts';

/** Held air, in order of its beginning. */
export interface Air {
  /** Adds a span that touches no other; `by` names the block that holds it. */
  take(span: Span, by: string | null): void;
  /** The earliest holder of air in the span, or `undefined` where it is free. */
  holderIn(span: Span): Held | undefined;
  /** The first held span that ends after `at`. */
  next(at: EpochMs): Held | undefined;
}

export interface Held extends Span {
  by: string | null;
}

export function openAir(kept: readonly Span[]): Air {
  const held: Held[] = kept.map((span) => ({ ...span, by: null }));
  /** Index of the first span that ends after `at`. */
  const indexAfter = (at: EpochMs) => {
    let low = 0;
    let high = held.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((held[middle]?.toMs ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return {
    take(span, by) {
      held.splice(indexAfter(span.fromMs), 0, { ...span, by });
    },
    holderIn(span) {
      const first = held[indexAfter(span.fromMs)];
      return first && first.fromMs < span.toMs ? first : undefined;
    },
    next: (at) => held[indexAfter(at)],
  };
}
