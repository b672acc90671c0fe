import type { LocalDate, LocalTime, Weekday } from '../time/zoned.ts';

/** What a person must look at before a line is taken over; `value` is what stood there. */
export type Problem =
  | { code: 'day_missing' | 'time_missing' | 'title_missing' }
  | { code: 'day_unclear' | 'time_unclear' | 'length_unclear' | 'class_unclear'; value: string }
  /** A weekday without its date, where the plan's title tells of no single week. */
  | { code: 'week_unclear'; value: string }
  | { code: 'weekday_date_mismatch'; value: string; date: LocalDate; weekday: Weekday }
  | { code: 'in_past'; dates: readonly LocalDate[] }
  /** A time that cannot be in the session beside it. */
  | { code: 'time_session_mismatch'; value: string; session: string }
  | { code: 'session_unknown' | 'programme_unknown' | 'place_unknown'; value: string }
  | {
      code: 'session_ambiguous' | 'programme_ambiguous' | 'recording_ambiguous' | 'place_ambiguous';
      value: string;
      /** Keys of sessions, or ids. */
      candidates: readonly string[];
    }
  /** `nearest` share words with it, the best first: an offer, never an answer. */
  | { code: 'recording_unknown'; value: string; nearest: readonly string[] }
  /** The length that the line says against that of the recording, or from its start to its end; in ms. */
  | { code: 'length_mismatch'; against: 'recording' | 'times'; saidMs: number; otherMs: number }
  /** An emergency is an alert that plays now, not a line of a plan. */
  | { code: 'urgent'; value: string }
  | { code: 'duplicate_line'; line: number; date: LocalDate; time: LocalTime | null }
  /** It seems to hold more than one item, which nothing tells apart. */
  | { code: 'several_items'; value: string }
  /** Only the first day of a row is filled: it may have stood across all of them. */
  | { code: 'merged_across'; value: string };
