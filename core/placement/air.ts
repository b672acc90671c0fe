import type { EpochMs } from '../time/zoned.ts';
import type { Span } from './placement.ts';

/** A held span; `by` names the block that holds it, `null` where none does. */
export interface Held extends Span {
  by: string | null;
}

/** Held air, in order, without overlaps. */
export type Air = Held[];

/** Where a stretch of `lengthMs` may begin: from `earliestMs` up to and with `latestMs`. */
export interface Search {
  earliestMs: EpochMs;
  latestMs: EpochMs;
  lengthMs: number;
}

/** Adds a span that overlaps no other. */
export function hold(air: Air, held: Held): void {
  const at = air.findIndex(({ fromMs }) => fromMs >= held.toMs);
  air.splice(at < 0 ? air.length : at, 0, held);
}

/** The earliest held span that overlaps the given one. */
export function holderIn(air: Air, { fromMs, toMs }: Span): Held | undefined {
  const first = air.find((held) => held.toMs > fromMs);
  return first && first.fromMs < toMs ? first : undefined;
}

/** The first free stretch's beginning, `Infinity` where there is none. */
export function firstStart(air: Air, { earliestMs, latestMs, lengthMs }: Search): EpochMs {
  let start = earliestMs;
  for (const held of air) {
    if (held.fromMs >= start + lengthMs) break;
    if (held.toMs > start) start = held.toMs;
  }
  return start <= latestMs ? start : Infinity;
}

/** The last free stretch's beginning, `-Infinity` where there is none. */
export function lastStart(air: Air, { earliestMs, latestMs, lengthMs }: Search): EpochMs {
  let start = latestMs;
  for (let at = air.length - 1; start >= earliestMs; at--) {
    const held = air[at];
    if (!held || held.toMs <= start) break;
    if (held.fromMs < start + lengthMs) start = held.fromMs - lengthMs;
  }
  return start >= earliestMs ? start : -Infinity;
}

/** The longest stretch of the span that nobody holds, the earliest of several; `null` where all is held. */
export function longestFree(air: Air, { fromMs, toMs }: Span): Span | null {
  let longest: Span | null = null;
  let begin = fromMs;
  const tryUntil = (end: EpochMs) => {
    if (end - begin > (longest ? longest.toMs - longest.fromMs : 0))
      longest = { fromMs: begin, toMs: end };
  };
  for (const held of air) {
    if (held.toMs <= begin) continue;
    if (held.fromMs >= toMs) break;
    tryUntil(held.fromMs);
    begin = held.toMs;
  }
  tryUntil(toMs);
  return longest;
}
