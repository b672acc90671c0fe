import type { BroadcastClass } from '../playlist/playlist.ts';
import type { EpochMs } from '../time/zoned.ts';

/** Half-open: `toMs` is not part of it; never empty. */
export interface Span {
  fromMs: EpochMs;
  toMs: EpochMs;
}

/** How a block may become shorter; speech never does. */
export type Shrink =
  /** Not at all. */
  | { by: 'nothing' }
  /** A relay or music: to any length that is not below `shortestMs` (1 ≤ `shortestMs` ≤ `durationMs`). */
  | { by: 'cutting'; shortestMs: number }
  /** A pool gives up whole members: only these lengths, each shorter than the one before and than `durationMs`. */
  | { by: 'steps'; lengthsMs: readonly number[] };

/** Where a block wants to be. A wish at an instant lies before midnight. */
export type Wish =
  | {
      kind: 'hard' | 'soft';
      atMs: EpochMs;
      maxDelayMs: number;
      whenBeaten: 'queue' | 'skip' | 'shorten';
    }
  /**
   * `part` is where it stands among the session's parts, `payer` the part whose budget it uses (mostly the
   * same), `order` the place that the operator gave in it.
   */
  | { kind: 'session'; sessionId: string; part: number; payer: number; order: number }
  /** What an earlier session had no room for, and that now takes what is left over. */
  | { kind: 'guest' };

/** One eligible occurrence: its items follow each other without a gap, and it moves whole. */
export interface Block {
  /** Of the occurrence; unique. */
  id: string;
  class: BroadcastClass;
  /** Tier of its owner: 0 is the highest; a decision of the commune may stand between two tiers. */
  rank: number;
  /** At least 1. */
  durationMs: number;
  shrink: Shrink;
  wish: Wish;
  /** Sessions that take it in as a guest where there is room (each once), and the part that pays there. */
  guestIn: readonly { sessionId: string; payer: number }[];
}

/** A part of a session as it is on the day. */
export interface PlacedPart {
  /** What is left for blocks, in ms. */
  budgetMs: number;
  /** Not opened before; `null`: when the part before it is done. */
  anchorMs: EpochMs | null;
}

/** A session as it is on the day; sessions of one day do not overlap. */
export interface PlacedSession {
  id: string;
  startMs: EpochMs;
  latestEndMs: EpochMs;
  parts: readonly PlacedPart[];
  /** The most that it may sound, in ms; `null`: no cap. */
  capMs: number | null;
}

/** All that decides who sounds when. */
export interface PlacementInput {
  /** Nothing is seated before this instant. */
  fromMs: EpochMs;
  /** End of the day: soft blocks do not wait across it. */
  midnightMs: EpochMs;
  /** Air that is held already, in order, without overlaps. */
  kept: readonly Span[];
  sessions: readonly PlacedSession[];
  blocks: readonly Block[];
  /** Air in which nothing may sound, in any order; they may overlap each other and what is kept. */
  quiet: readonly Span[];
  /** The most that all blocks together may sound, in ms; `null`: no cap. */
  dayCapMs: number | null;
}

export type LeftOutReason =
  | 'too_late'
  | 'beaten'
  | 'no_session'
  | 'part_missing'
  | 'part_full'
  | 'session_full'
  | 'no_room'
  | 'quiet_hours'
  | 'session_cap'
  | 'day_cap';

/** What became of a block. */
export type Outcome =
  | {
      id: string;
      startsAt: EpochMs;
      /** `durationMs` of the block, or less where it shrank. */
      soundMs: number;
      /** Up to when a late start would still be right. */
      latestStartAt: EpochMs;
      /** Whether it stands elsewhere than it wished: at another instant, or in another session. */
      isMoved: boolean;
      /** The session in which it was seated, also as a guest; `null` for one at a time. */
      sessionId: string | null;
    }
  /** `beatenBy` is a block, and only ever set for `beaten`. */
  | { id: string; reason: LeftOutReason; beatenBy: string | null };
