import type { LocalDate, Weekday } from '../time/zoned.ts';

/**
 * On which days something happens: those of the rule from `first` on, plus `rdates`, minus `exdates`.
 * Times and zones are resolved elsewhere. Unlike the DTSTART of RFC 5545, `first` is only where counting
 * begins: it is an occurrence where the rule says so.
 */
export interface Recurrence {
  first: LocalDate;
  /** The last day on which the rule may hold, included; `null` for an open end. Not together with `count`. */
  last: LocalDate | null;
  /** How many days the rule gives, those in `exdates` included (RFC 5545). */
  count: number | null;
  /** `null`: on `first`, once. */
  rule: Rule | null;
  /** Days left out; they win over `rdates`. */
  exdates: readonly LocalDate[];
  /** Days more, whatever rule, `first`, `last` and `count` say. */
  rdates: readonly LocalDate[];
}

/** A period of which `interval` says each how many-th counts, from the one that holds `first`. */
export type Rule =
  | { freq: 'daily'; interval: number }
  /** Weeks begin on Monday. */
  | { freq: 'weekly'; interval: number; weekdays: readonly Weekday[] }
  | { freq: 'monthly'; interval: number; on: MonthDays }
  | { freq: 'yearly'; interval: number; months: readonly number[]; on: MonthDays };

/** Days of a month; a month that lacks one is passed over. */
export type MonthDays =
  /** 1 to 31, or −1 (the last) to −31. */
  { by: 'day'; days: readonly number[] } | { by: 'weekday'; weekdays: readonly OrdinalWeekday[] };

/** The first (1) to fifth, or last (−1) to fifth last, of a weekday in its month. */
export interface OrdinalWeekday {
  ordinal: number;
  weekday: Weekday;
}
