import type { EpochMs, LocalDate } from '../time/zoned.ts';

/** `unverified`: there since before this process, not hashed yet. */
export type FileState = 'held' | 'unverified';

export interface HeldFile {
  state: FileState;
  /** The last day whose playlist named it; `null` where nobody remembers. */
  lastDate: LocalDate | null;
  /** On disk; 0 where that is not known. */
  bytes?: number;
}

export interface NeededFile {
  sha256: string;
  bytes: number;
  /** When it sounds next. */
  neededAt: EpochMs;
}
