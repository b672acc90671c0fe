import type { PlainError } from '../threads/plain-error.ts';
import type { SharedInput } from './shared-input.ts';
import type { StationNews } from './news.ts';

/** What a compile thread is started with. */
export interface ThreadOrder {
  databaseFile: string;
  stationIds: readonly string[];
  freezeMs: number;
  /** As heads name them. */
  keyId: string;
  keysSha256: string;
  /** By how much the server's clock differs from the machine's. */
  clockOffsetMs: number;
}

/** What it says; it waits for an answer to each, so that it is never far ahead of what is written. */
export type ThreadMessage =
  | { kind: 'draws'; fresh: SharedInput['freshDraws'] }
  | { kind: 'news'; news: StationNews }
  | { kind: 'failed'; stationId: string; error: PlainError };
