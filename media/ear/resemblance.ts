/** How much one line of levels is like a part of another, and where that part begins. */
export interface Resemblance {
  /** Pearson's coefficient: 1 for the same shape, around 0 for what has nothing to do with it. */
  likeness: number;
  /** Place in the longer line. */
  at: number;
}

/** Finds the place in `line` that is most like `shape`, between two places; `null` where there is none. */
export function findShape(
  shape: readonly number[],
  line: readonly number[],
  { from, to }: { from: number; to: number },
): Resemblance | null {
  let best: Resemblance | null = null;
  const last = Math.min(to, line.length - shape.length);
  for (let at = Math.max(0, from); at <= last; at += 1) {
    const likeness = likenessAt(shape, line, at);
    if (!best || likeness > best.likeness) best = { likeness, at };
  }
  return best;
}

/** 0 where one of them does not move at all. */
function likenessAt(shape: readonly number[], line: readonly number[], at: number): number {
  const count = shape.length;
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i += 1) {
    const x = shape[i] ?? 0;
    const y = line[at + i] ?? 0;
    a += x;
    b += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  const spread = (aa - (a * a) / count) * (bb - (b * b) / count);
  return spread <= 0 ? 0 : (ab - (a * b) / count) / Math.sqrt(spread);
}
