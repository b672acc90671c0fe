import type { EpochMs } from '../time/zoned.ts';
import type { Air } from './air.ts';
import type { Block, LeftOutReason, PlacedSession, PlacementInput, Span } from './placement.ts';

/** All that a placement fills, step by step. */
export interface Board {
  input: PlacementInput;
  /** In order, joined. */
  quiet: readonly Span[];
  /** What is kept and what is quiet; in order, joined. */
  closed: readonly Span[];
  /** Held air: what is closed and what hard blocks took. */
  air: Air;
  /** In order of their start. */
  runs: readonly SessionRun[];
  contenders: readonly Contender[];
  /** Hard blocks that may still be seated, in the order of power. */
  hards: Contender[];
  /** Soft blocks that may still be seated, in the order of power; hard ones join them when they queue. */
  softs: Contender[];
  /** What all that is seated sounds together. */
  soundMs: number;
}

/** A block on its way through the placement. It waits while it has neither a seat nor left. */
export interface Contender {
  readonly block: Block;
  /** Of a session's block, the start of the session; `Infinity` where it wishes for no instant. */
  readonly wishMs: EpochMs;
  /** Of a hard or soft block, the last instant for which it may wait; `Infinity` for all others. */
  readonly untilMs: EpochMs;
  /** The session where it belongs; `null` for all others. */
  readonly home: Home | null;
  /** `durationMs`, or less where a hard block would run into quiet air. */
  wholeMs: number;
  readonly shortestMs: number;
  /** The last instant at which its shortest length is free of held air; `-Infinity`: none. */
  lastStartMs: EpochMs;
  seat: Seat | null;
  left: Left | null;
}

/** A session that takes a block in, and its part that pays. */
export interface Home {
  run: SessionRun;
  payer: PartRun;
}

/** Where a block sounds. */
export interface Seat {
  startsAt: EpochMs;
  soundMs: number;
  /** How it was seated: a hard block that was beaten may sit as a soft one. */
  as: 'hard' | 'soft' | 'session' | 'guest';
  home: Home | null;
}

/** Why a block sounds nowhere. */
export interface Left {
  reason: LeftOutReason;
  beatenBy: string | null;
}

/** A session on its way. */
export interface SessionRun {
  session: PlacedSession;
  parts: readonly PartRun[];
  /** What its blocks and guests sound together. */
  soundMs: number;
}

export interface PartRun {
  anchorMs: EpochMs | null;
  /** What is left of its budget. */
  leftMs: number;
  /** Its blocks that wait, in the order of the part. */
  waiting: Contender[];
}
