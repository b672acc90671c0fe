import type { EpochMs } from '../time/zoned.ts';
import type { Air } from './air.ts';
import type { LeftOutReason, PlacementInput } from './placement.ts';
import type { Contender } from './power.ts';

/** A block on the air. */
export interface Seat extends Contender {
  startsAt: EpochMs;
  soundMs: number;
  /** How it was seated: a hard block that was beaten is seated as a soft one. */
  as: 'hard' | 'soft' | 'session';
}

/** Why a block is nowhere. */
export interface LeftOut {
  reason: LeftOutReason;
  beatenBy: string | null;
}

/** A block that waits for its moment, from `wishMs` until `untilMs` (included). */
export interface SoftBlock extends Contender {
  untilMs: EpochMs;
}

/** What a round of placement fills. */
export interface Board {
  input: PlacementInput;
  air: Air;
  seats: Map<string, Seat>;
  leftOut: Map<string, LeftOut>;
}
