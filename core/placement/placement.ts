import type { BroadcastClass } from '../playlist/playlist.ts';
import type { EpochMs } from '../time/zoned.ts';

/** Half-open: `toMs` is not part of it. */
export interface Span {
  fromMs: EpochMs;
  toMs: EpochMs;
}

/** Where a block wants to be. */
export type Wish =
  | { kind: 'hard' | 'soft'; atMs: EpochMs; maxDelayMs: number; whenBeaten: 'queue' | 'skip' }
  /** `part` is its place among the session's parts, `order` the place that the operator gave in it. */
  | { kind: 'session'; sessionId: string; part: number; order: number };

/** One eligible occurrence: its items follow each other without a gap, and it moves whole. */
export interface Block {
  /** Of the occurrence; unique. */
  id: string;
  class: BroadcastClass;
  /** Tier of its owner: 0 is the highest. */
  rank: number;
  durationMs: number;
  /** Less than `durationMs` only for a relay, music or a pool: so short may it become. */
  shortestMs: number;
  wish: Wish;
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
  /** Air in which nothing may sound, in any order. */
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
      /** Whether it begins at its wish, or as the first that could in its session. */
      isMoved: boolean;
    }
  | { id: string; reason: LeftOutReason; beatenBy: string | null };
