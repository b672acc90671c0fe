/** What is so far below the loudest counts as pause: rooms and noise fill it. */
const rangeDb = 20;

/** Levels with their pauses filled: what is left is the shape of what is spoken. */
export function withoutPauses(levels: readonly number[]): number[] {
  const least = topOf(levels) - rangeDb;
  return levels.map((level) => Math.max(level, least));
}

/** The level that a twentieth exceeds: single clicks do not count. */
export function topOf(levels: readonly number[]): number {
  const sorted = levels.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}

/** How much levels move, in dB: their standard deviation. */
export function spreadOf(levels: readonly number[]): number {
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  const squares = levels.reduce((sum, level) => sum + (level - mean) ** 2, 0);
  return Math.sqrt(squares / levels.length);
}
