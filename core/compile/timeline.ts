import type { Span } from '../session/quiet-hours.ts';
import type { EpochMs } from '../time/zoned.ts';

/** The air of a day: what is taken stays taken. */
export interface Timeline {
  take(span: Span): void;
  isFree(span: Span): boolean;
  /** The first start at or after `from` with `durationMs` of free air, not later than `latest`. */
  firstGap(from: EpochMs, durationMs: number, latest: EpochMs): EpochMs | null;
}

export function createTimeline(): Timeline {
  const taken: Span[] = [];
  const clash = (span: Span) =>
    taken.find((other) => other.fromMs < span.toMs && span.fromMs < other.toMs);
  return {
    take(span) {
      const index = taken.findIndex((other) => other.fromMs > span.fromMs);
      taken.splice(index < 0 ? taken.length : index, 0, span);
    },
    isFree: (span) => !clash(span),
    firstGap(from, durationMs, latest) {
      for (let start = from; start <= latest;) {
        const other = clash({ fromMs: start, toMs: start + durationMs });
        if (!other) return start;
        start = other.toMs;
      }
      return null;
    },
  };
}
