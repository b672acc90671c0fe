import type { LocalDate } from '../time/zoned.ts';

/** An occurrence that its own day had no room for, and the last day on which it may still be taken in. */
export interface Guest {
  occurrence: string;
  broadcastId: string;
  /** Of the broadcast, as it was taken in and approved. */
  version: number;
  untilDate: LocalDate;
}
