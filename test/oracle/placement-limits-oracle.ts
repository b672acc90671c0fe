import type { Block, LeftOutReason, PlacementInput } from '../../core/placement/placement.ts';

/** A block on the air; `by` says as what it was seated. */
export interface Seat {
  block: Block;
  by: 'hard' | 'soft' | 'session';
  fromMs: number;
  toMs: number;
}

export interface Leaving {
  reason: LeftOutReason;
  beatenBy: string | null;
}

export const inClass = (block: Block) => (block.class === 'priority' ? 0 : 1);

/** Negative: `a` is stronger. */
export const byStrength = (a: Block, b: Block) => inClass(a) - inClass(b) || a.rank - b.rank;

const sum = (seats: readonly Seat[]) =>
  seats.reduce((total, seat) => total + seat.toMs - seat.fromMs, 0);

/**
 * Takes out of `seats` what is over a cap.
 * Reading: "the last in the order of power, among equals in strength the later start" is strength, then
 * start; kind, wish and id never decide.
 */
function overCap(seats: readonly Seat[], capMs: number | null): Seat[] {
  const leaving: Seat[] = [];
  const staying = seats.toSorted((a, b) => byStrength(a.block, b.block) || a.fromMs - b.fromMs);
  while (capMs !== null && staying.length > 0 && sum(staying) > capMs) {
    leaving.push(...staying.splice(-1));
  }
  return leaving;
}

/** Step 8 of ADR 16 by its words. */
export function limitByHand(
  input: PlacementInput,
  round: { seats: readonly Seat[]; left: ReadonlyMap<string, Leaving> },
): { seats: Seat[]; left: Map<string, Leaving> } {
  const left = new Map(round.left);
  let seats: Seat[] = [];
  const leave = (leaving: readonly Seat[], reason: Leaving['reason']) => {
    for (const seat of leaving) left.set(seat.block.id, { reason, beatenBy: null });
    seats = seats.filter((seat) => !leaving.includes(seat));
  };
  for (const seat of round.seats) {
    const { block, fromMs } = seat;
    const quietMs = Math.min(
      ...input.quiet
        .filter((span) => span.fromMs < seat.toMs && fromMs < span.toMs)
        .map((span) => span.fromMs),
    );
    const toMs = Math.min(seat.toMs, quietMs);
    const isCut = toMs < seat.toMs;
    const mayBeCut = block.shortestMs < block.durationMs && toMs - fromMs >= block.shortestMs;
    if (!isCut || mayBeCut) seats.push({ ...seat, toMs });
    else left.set(block.id, { reason: 'quiet_hours', beatenBy: null });
  }
  for (const session of input.sessions) {
    const own = seats.filter(({ block: { wish } }) => {
      return wish.kind === 'session' && wish.sessionId === session.id;
    });
    leave(overCap(own, session.capMs), 'session_cap');
  }
  leave(overCap(seats, input.dayCapMs), 'day_cap');
  return { seats, left };
}
