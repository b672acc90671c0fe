const stepMs = 1000;
const leapMs = 10_000;

/** Where a key takes a slider on a stretch of sound; `null` for a key that is not its own. */
export function keyedPlace(
  key: string,
  placeMs: number,
  span: { startMs: number; endMs: number },
  step = stepMs,
): number | null {
  const to = {
    ArrowRight: placeMs + step,
    ArrowUp: placeMs + step,
    ArrowLeft: placeMs - step,
    ArrowDown: placeMs - step,
    PageUp: placeMs + leapMs,
    PageDown: placeMs - leapMs,
    Home: span.startMs,
    End: span.endMs,
  }[key];
  return to === undefined ? null : Math.min(Math.max(to, span.startMs), span.endMs);
}
