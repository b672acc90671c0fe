import type { DayMode } from '../guard/day-mode.ts';
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
  /** Recordings that sound before the first and after the last item (nhạc hiệu, xưng danh). */
  openingId: string | null;
  closingId: string | null;
  /** The amplifier is on so long before the first sound and after the last, in ms. */
  leadInMs: number;
  tailMs: number;
  /** Villages whose horns speak later by a fixed offset, so that neighbours do not talk over each other. */
  stagger: readonly { areaId: string; offsetMs: number }[];
  /** Day modes that it was made for; empty: it is on when no mode says otherwise. */
  modeKeys: readonly string[];
}

/** Whether a session is held on a day, with the mode that is in force there. */
export function isSessionOn(session: Session, date: LocalDate, mode: DayMode | null): boolean {
  return (
    isHeldInMode(session, mode) &&
    session.weekdays.includes(weekdayOf(date)) &&
    isWithinDates(date, session.validFrom, session.validTo)
  );
}

function isHeldInMode({ key, modeKeys }: Session, mode: DayMode | null): boolean {
  if (modeKeys.length > 0) return mode !== null && modeKeys.includes(mode.key);
  return mode === null || mode.sessionKeys === null || mode.sessionKeys.includes(key);
}
