import type { LocalDate, LocalTime, Weekday } from '../time/zoned.ts';
import { isWithinDates, weekdayOf } from '../time/zoned.ts';

/** Who fills a part: a relay, the tiers above, or the commune itself. */
export const partTiers = ['relay', 'above', 'own'] as const;
export type PartTier = (typeof partTiers)[number];

export interface Part {
  tier: PartTier;
  /** The most that the part may sound, in ms. */
  budgetMs: number;
  /** Begins no earlier than this wall time. */
  anchor: LocalTime | null;
}

/** A station's unit of air (buổi phát): when it starts, when it must have ended, and its parts in order. */
export interface Session {
  id: string;
  stationId: string;
  key: string;
  name: string;
  weekdays: readonly Weekday[];
  startsAt: LocalTime;
  /** Before `startsAt` when the session crosses midnight. */
  latestEnd: LocalTime;
  validFrom: LocalDate | null;
  validTo: LocalDate | null;
  parts: readonly Part[];
}

export function isSessionOn(session: Session, date: LocalDate): boolean {
  return (
    session.weekdays.includes(weekdayOf(date)) &&
    isWithinDates(date, session.validFrom, session.validTo)
  );
}
