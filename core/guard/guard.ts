import type { EpochMs, LocalDate, LocalTime, Weekday } from '../time/zoned.ts';

/** A rule of a place about how much may sound and when; quiet hours stand beside it. */
export type GuardRule =
  /** The most that one session may sound. */
  | { kind: 'session_cap'; capMs: number }
  | { kind: 'day_cap'; capMs: number }
  | { kind: 'sessions_a_day'; most: number }
  /** On other weekdays, and where it says so on holidays, nothing sounds. */
  | { kind: 'air_days'; weekdays: readonly Weekday[]; onHolidays: boolean }
  /** A single day on which nothing sounds, whatever else holds. */
  | { kind: 'silent_day'; date: LocalDate }
  /** In percent, at some hours or (both `null`) all day; at or before `from`, `to` is on the next day. */
  | { kind: 'volume_cap'; percent: number; from: LocalTime | null; to: LocalTime | null }
  /** The week's programme must be approved before it airs. */
  | { kind: 'week_approval' };

/** A rule with the days on which it holds, both included; `null` is an open end. */
export interface Guard {
  rule: GuardRule;
  validFrom: LocalDate | null;
  validTo: LocalDate | null;
}

/** What the rules of a place leave of a day: of several the stricter. */
export interface DayLimits {
  /** Whether anything may sound at all. */
  isAirDay: boolean;
  sessionCapMs: number | null;
  dayCapMs: number | null;
  mostSessions: number | null;
  volumeCaps: readonly { percent: number; fromMs: EpochMs; toMs: EpochMs }[];
  asksWeekApproval: boolean;
}

/** The limits where no rule holds. */
export const noLimits: DayLimits = {
  isAirDay: true,
  sessionCapMs: null,
  dayCapMs: null,
  mostSessions: null,
  volumeCaps: [],
  asksWeekApproval: false,
};
