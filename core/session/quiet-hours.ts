import type { EpochMs, LocalDate, LocalTime, Weekday } from '../time/zoned.ts';
import type { Zone } from '../time/zone.ts';
import { addDays, instantOf, isWithinDates, localDateOf, weekdayOf } from '../time/zoned.ts';

/** Hours in which nothing sounds (giờ không phát), on the days when they begin. */
export interface QuietHours {
  from: LocalTime;
  /** At or before `from`: on the next day. Equal: the whole day round. */
  to: LocalTime;
  weekdays: readonly Weekday[];
  validFrom: LocalDate | null;
  validTo: LocalDate | null;
}

export interface Span {
  fromMs: EpochMs;
  toMs: EpochMs;
}

/** The quiet spans that touch [fromMs, toMs), in order of start; they may overlap each other. */
export function quietSpans(
  rules: readonly QuietHours[],
  fromMs: EpochMs,
  toMs: EpochMs,
  zone: string,
): Span[] {
  const spans: Span[] = [];
  const last = localDateOf(toMs, zone);
  for (let date = addDays(localDateOf(fromMs, zone), -1); date <= last; date = addDays(date, 1)) {
    for (const rule of rules) {
      if (!rule.weekdays.includes(weekdayOf(date))) continue;
      if (!isWithinDates(date, rule.validFrom, rule.validTo)) continue;
      const until = rule.to <= rule.from ? addDays(date, 1) : date;
      const span = {
        fromMs: instantOf(date, rule.from, zone),
        toMs: instantOf(until, rule.to, zone),
      };
      if (span.fromMs < toMs && span.toMs > fromMs) spans.push(span);
    }
  }
  return spans.sort((a, b) => a.fromMs - b.fromMs);
}

/** The quiet spans of a day with those of the day before and after, in order of start. */
export function quietSpansAround(
  rules: readonly QuietHours[],
  date: LocalDate,
  zone: Zone,
): Span[] {
  const spans: Span[] = [];
  for (const day of [addDays(date, -1), date, addDays(date, 1)])
    for (const rule of rules) {
      if (!rule.weekdays.includes(weekdayOf(day))) continue;
      if (!isWithinDates(day, rule.validFrom, rule.validTo)) continue;
      const until = rule.to <= rule.from ? addDays(day, 1) : day;
      spans.push({
        fromMs: zone.instantOf(day, rule.from),
        toMs: zone.instantOf(until, rule.to),
      });
    }
  return spans.sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
}

/** The first quiet span that [fromMs, toMs) would sound in, or `null`. */
export function quietSpanIn(
  rules: readonly QuietHours[],
  fromMs: EpochMs,
  toMs: EpochMs,
  zone: string,
): Span | null {
  return quietSpans(rules, fromMs, Math.max(toMs, fromMs + 1), zone)[0] ?? null;
}
