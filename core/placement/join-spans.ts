import type { Span } from './placement.ts';

/** In order, with those in one that overlap or touch. */
export function joinSpans(spans: readonly Span[]): readonly Span[] {
  if (spans.length < 2) return spans;
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (!last || span.fromMs > last.toMs) joined.push({ ...span });
    else if (span.toMs > last.toMs) last.toMs = span.toMs;
  }
  return joined;
}
