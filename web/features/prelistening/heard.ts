import type { LocalDate } from '../../../core/time/zoned.ts';

/** What is listened to beforehand: a session, an occurrence at its own time, or a whole day. */
export interface Heard {
  /** In words. */
  name: string;
  /** Where it is on; the first is heard first. */
  stationIds: readonly string[];
  date: LocalDate;
  sessionKey?: string | undefined;
  occurrence?: string | undefined;
}
