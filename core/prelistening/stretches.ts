import type { HeardLine } from './heard-lines.ts';

/** A piece of a line that is played without a pause, from and to so far in the line, in ms. */
export interface Stretch {
  /** Index of the line. */
  line: number;
  fromMs: number;
  toMs: number;
}

/** Which stretch is played, and how far in its line, in ms. */
export interface Spot {
  index: number;
  lineMs: number;
}

/** Play everything, or only the joins between lines. */
export type Reach = 'all' | 'joins';

/** Heard on either side of a join, in ms. */
export const joinMs = 4000;
/** Of silence, and of what cannot be foretold, nobody waits longer, in ms. */
export const silenceMs = 3000;

type Timed = Pick<HeardLine, 'durationMs' | 'file'>;

/**
 * What is played, in order: all lines, or of each its first seconds where something stands before it and its last
 * where something follows, with what lies between.
 */
export function stretchesOf(lines: readonly Timed[], reach: Reach): Stretch[] {
  if (reach === 'joins' && lines.length < 2) return [];
  return lines.flatMap(({ durationMs, file }, line): Stretch[] => {
    if (!file) return [{ line, fromMs: 0, toMs: Math.min(durationMs, silenceMs) }];
    const whole = { line, fromMs: 0, toMs: durationMs };
    if (reach === 'all') return [whole];
    const head = { ...whole, toMs: Math.min(durationMs, joinMs) };
    const tail = { ...whole, fromMs: Math.max(0, durationMs - joinMs) };
    if (line === 0) return [tail];
    if (line === lines.length - 1) return [head];
    return head.toMs < tail.fromMs ? [head, tail] : [whole];
  });
}

/** How long some stretches are together, in ms. */
export function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

/** Where one is after so much of all stretches, in ms; `null` at their end. */
export function spotAt(stretches: readonly Stretch[], offsetMs: number): Spot | null {
  let restMs = Math.max(0, offsetMs);
  for (const [index, { fromMs, toMs }] of stretches.entries()) {
    if (restMs < toMs - fromMs) return { index, lineMs: fromMs + restMs };
    restMs -= toMs - fromMs;
  }
  return null;
}

/** How much of all stretches is played at a spot, in ms. */
export function offsetOf(stretches: readonly Stretch[], { index, lineMs }: Spot): number {
  const { fromMs = 0, toMs = 0 } = stretches[index] ?? {};
  const inside = Math.min(Math.max(lineMs, fromMs), toMs) - fromMs;
  return lengthOf(stretches.slice(0, index)) + inside;
}

/** Where the first stretch of a line, or of the next that has one, begins among all, in ms. */
export function startOfLine(stretches: readonly Stretch[], line: number): number {
  const index = stretches.findIndex((one) => one.line >= line);
  return lengthOf(index < 0 ? stretches : stretches.slice(0, index));
}
