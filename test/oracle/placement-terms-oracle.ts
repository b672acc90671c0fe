import type { Block, LeftOutReason, PlacementInput, Span } from '../../core/placement/placement.ts';

/** A block on the air. */
export interface Seat extends Span {
  block: Block;
  /** As what it was seated: a hard block that went on as soft is soft. */
  as: 'hard' | 'soft' | 'session' | 'guest';
  /** The session in which it sounds and the part that pays; `null` for one at a time. */
  within: { sessionId: string; payer: number } | null;
}

export interface Leaving {
  reason: LeftOutReason;
  beatenBy: string | null;
}

/** What has been decided so far. */
export interface Day {
  input: PlacementInput;
  seats: Seat[];
  left: Map<string, Leaving>;
}

const compare = <T extends number | string>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);

export const byText = (a: string, b: string) => compare(a, b);

export const overlaps = (a: Span, b: Span) => a.fromMs < b.toMs && b.fromMs < a.toMs;

export const holds = (span: Span, atMs: number) => span.fromMs <= atMs && atMs < span.toMs;

/** Air that nothing in `taken` overlaps. */
export const isFree = (taken: readonly Span[], air: Span) =>
  !taken.some((span) => overlaps(span, air));

/** Step 1: how long a block sounds in a room; `null`: it does not fit. */
export function lengthIn({ durationMs, shrink }: Block, roomMs: number): number | null {
  if (durationMs <= roomMs) return durationMs;
  if (shrink.by === 'cutting') return roomMs >= shrink.shortestMs ? roomMs : null;
  if (shrink.by === 'nothing') return null;
  const fitting = shrink.lengthsMs.filter((lengthMs) => lengthMs <= roomMs);
  return fitting.length === 0 ? null : Math.max(...fitting);
}

/** Step 1: the shortest that a block may sound. */
export function shortestOf({ durationMs, shrink }: Block): number {
  if (shrink.by === 'cutting') return shrink.shortestMs;
  return shrink.by === 'steps' ? (shrink.lengthsMs.at(-1) ?? durationMs) : durationMs;
}

export const inClass = (block: Block) => (block.class === 'priority' ? 0 : 1);

/** Step 2, strength; negative: `a` is stronger. */
export const byStrength = (a: Block, b: Block) =>
  compare(inClass(a), inClass(b)) || compare(a.rank, b.rank);

export const isStronger = (a: Block, b: Block) => byStrength(a, b) < 0;

const kinds = ['hard', 'soft', 'session', 'guest'];

/** Step 2, the order of power; negative: `a` comes first. */
export const byPower =
  ({ sessions }: PlacementInput) =>
  (a: Block, b: Block) => {
    const wishMs = ({ wish }: Block) => {
      if (wish.kind === 'guest') return 0;
      if (wish.kind !== 'session') return wish.atMs;
      return sessions.find(({ id }) => id === wish.sessionId)?.startMs ?? Infinity;
    };
    const kind = (block: Block) => kinds.indexOf(block.wish.kind);
    return (
      byStrength(a, b) ||
      compare(kind(a), kind(b)) ||
      compare(wishMs(a), wishMs(b)) ||
      byText(a.id, b.id)
    );
  };

/** Step 3: held air without quiet spans. */
export const heldAloud = ({ input, seats }: Day): Span[] => [
  ...input.kept,
  ...seats.filter((seat) => seat.as === 'hard'),
];

/** Step 3: held air. */
export const heldAir = (day: Day): Span[] => [...heldAloud(day), ...day.input.quiet];

/** Step 3: the possible starts of a soft block, given what is held; of other blocks there are none. */
export function possibleStarts(input: PlacementInput, held: readonly Span[], block: Block) {
  const { wish } = block;
  const starts: number[] = [];
  if (wish.kind !== 'soft') return starts;
  const firstMs = Math.max(wish.atMs, input.fromMs);
  const lastMs = Math.min(wish.atMs + wish.maxDelayMs, input.midnightMs - 1);
  for (let fromMs = firstMs; fromMs <= lastMs; fromMs++) {
    if (isFree(held, { fromMs, toMs: fromMs + shortestOf(block) })) starts.push(fromMs);
  }
  return starts;
}

/** The stretches of `air` that are not held, found millisecond by millisecond. */
export function stretchesOf(held: readonly Span[], air: Span): Span[] {
  const stretches: Span[] = [];
  for (let fromMs = air.fromMs; fromMs < air.toMs; fromMs++) {
    if (held.some((span) => holds(span, fromMs))) continue;
    const last = stretches.at(-1);
    if (last?.toMs === fromMs) last.toMs++;
    else stretches.push({ fromMs, toMs: fromMs + 1 });
  }
  return stretches;
}

export const lengthOf = (span: Span) => span.toMs - span.fromMs;

export const soundOf = (seats: readonly Span[]) =>
  seats.reduce((sum, seat) => sum + lengthOf(seat), 0);

/** What is left of the budget of a part of a session; `null`: there is no such part. */
export function budgetLeft({ input, seats }: Day, sessionId: string, payer: number): number | null {
  const part = input.sessions.find(({ id }) => id === sessionId)?.parts[payer];
  const paid = seats.filter(
    ({ within }) => within?.sessionId === sessionId && within.payer === payer,
  );
  return part === undefined ? null : part.budgetMs - soundOf(paid);
}
