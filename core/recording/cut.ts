/** Which part of a source is heard; `null` leaves the ends to the profile, which cuts silence. */
export interface Cut {
  startMs: number;
  /** A position in the source, not a length. */
  endMs: number;
}

/** Shortest part that may be left of a source. */
export const shortestCutMs = 500;

/** Names a cut in keys: the same part of the same source gives the same name. */
export function cutName(cut: Cut | null): string {
  return cut === null ? '' : `${cut.startMs}-${cut.endMs}`;
}

/** The cut of a version as its row holds it. */
export function cutOf(trimStartMs: number, trimEndMs: number | null): Cut | null {
  return trimEndMs === null ? null : { startMs: trimStartMs, endMs: trimEndMs };
}
