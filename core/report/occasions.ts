import type { Verdict } from '../verdict/verdict.ts';

/** One time at which a broadcast was due, at all its loudspeakers together. */
export interface Occasion {
  occurrence: string;
  dueAt: number;
  endpointCount: number;
  /** Those that prove that they played something of it. */
  playedCount: number;
}

/** An entry at an endpoint, and what became of it. */
interface Row {
  occurrence: string;
  dueAt: number;
  endpointId: string;
  heardMs: number | null;
  verdict: Verdict;
}

/** The latest first; what is still to come was not on the air. */
export function occasionsOf(rows: readonly Row[], now: number): Occasion[] {
  const found = new Map<string, { dueAt: number; due: Set<string>; played: Set<string> }>();
  for (const { occurrence, dueAt, endpointId, heardMs, verdict } of rows) {
    if (verdict === 'due' || dueAt > now) continue;
    const one = found.get(occurrence) ?? { dueAt, due: new Set(), played: new Set() };
    one.dueAt = Math.min(one.dueAt, dueAt);
    one.due.add(endpointId);
    if (heardMs !== null && heardMs > 0) one.played.add(endpointId);
    found.set(occurrence, one);
  }
  return [...found]
    .map(([occurrence, { dueAt, due, played }]) => ({
      ...{ occurrence, dueAt, endpointCount: due.size, playedCount: played.size },
    }))
    .sort((a, b) => b.dueAt - a.dueAt);
}
