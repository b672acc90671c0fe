import { datesIn, isRuleDate, lastDateOf } from '../recurrence/occurs-on.ts';
import type { Recurrence } from '../recurrence/recurrence.ts';
import type { WallTime } from '../recurrence/rrule-text.ts';
import { dateLine, firstRuleDate, rruleOf, stampOf } from '../recurrence/rrule-text.ts';
import type { EpochMs, LocalDate, LocalTime } from '../time/zoned.ts';
import { instantOf, localDateOf, localTimeOf } from '../time/zoned.ts';
import { escapeText } from './content-line.ts';
import type { ZoneChange } from './zone-changes.ts';

/** A broadcast as a calendar shows it: a series at one wall time, one for each slot of a day. */
export interface CalendarEvent {
  /** Stable as long as it is the same series. */
  uid: string;
  summary: string;
  description: string | null;
  location: string | null;
  categories: readonly string[];
  recurrence: Recurrence;
  time: LocalTime;
  zone: string;
  durationMs: number;
}

/**
 * The VEVENTs of a series; `changes` are those of its zone. COUNT is written as UNTIL, so that nobody counts
 * otherwise. A day on which the wall time is skipped or comes twice is written as changed to the instant at
 * which it airs, in UTC.
 */
export function eventLines(
  event: CalendarEvent,
  stampMs: EpochMs,
  changes: readonly ZoneChange[],
): string[] {
  return safeSeries(event).flatMap((series) => seriesLines(series, stampMs, changes));
}

function seriesLines(event: CalendarEvent, stampMs: EpochMs, changes: readonly ZoneChange[]) {
  const { recurrence, uid } = event;
  const { rule, exdates } = recurrence;
  const ruleFirst = firstRuleDate(recurrence);
  const rdates = [...new Set(recurrence.rdates)]
    .filter((date) => !exdates.includes(date) && !isRuleDate(recurrence, date))
    .sort();
  const component = (name: string, dates: string[]) => [
    'BEGIN:VEVENT',
    `UID:${escapeText(name)}`,
    `DTSTAMP:${utcStamp(stampMs)}`,
    ...dates,
    `DURATION:${durationText(event.durationMs)}`,
    ...textLines(event),
    'END:VEVENT',
  ];
  if (rule === null || !isRuleDate(recurrence, ruleFirst)) {
    const dates = rule === null && !exdates.includes(ruleFirst) ? [ruleFirst, ...rdates] : rdates;
    return dates.length === 0 ? [] : component(uid, singleLines(dates.sort(), event, changes));
  }
  // A series begins with DTSTART, so what comes before it stands as an event of its own.
  const early = rdates.filter((date) => date < ruleFirst);
  const series = component(uid, [
    dateLine('DTSTART', [ruleFirst], event),
    `RRULE:${rruleOf(recurrence, rule, event.zone)}`,
    ...exceptionLines(recurrence, event),
    ...extraLines(
      rdates.filter((date) => date > ruleFirst),
      event,
      changes,
    ),
  ]);
  const changed = oddRuleDates(recurrence, event, changes).flatMap((date) =>
    component(uid, [
      dateLine('RECURRENCE-ID', [date], event),
      `DTSTART:${utcStamp(instantOf(date, event.time, event.zone))}`,
    ]),
  );
  return early.length === 0
    ? [...series, ...changed]
    : [...series, ...changed, ...component(`${uid}-before`, singleLines(early, event, changes))];
}

function textLines({ summary, description, location, categories }: CalendarEvent): string[] {
  const lines = [`SUMMARY:${escapeText(summary)}`];
  if (description) lines.push(`DESCRIPTION:${escapeText(description)}`);
  if (location) lines.push(`LOCATION:${escapeText(location)}`);
  if (categories.length > 0) lines.push(`CATEGORIES:${categories.map(escapeText).join(',')}`);
  return lines;
}

/** Days without a rule. The first stands in RDATE too: some programs forget DTSTART beside it. */
function singleLines(
  dates: readonly LocalDate[],
  at: WallTime,
  changes: readonly ZoneChange[],
): string[] {
  const isOdd = dates.some((date) => isOddDate(date, at, changes));
  const line = (name: string, which: readonly LocalDate[]) =>
    isOdd ? utcLine(name, which, at) : dateLine(name, which, at);
  const start = line('DTSTART', dates.slice(0, 1));
  return dates.length === 1 ? [start] : [start, line('RDATE', dates)];
}

function exceptionLines(recurrence: Recurrence, at: WallTime): string[] {
  const dates = recurrence.exdates.filter((date) => isRuleDate(recurrence, date));
  return dates.length === 0 ? [] : [dateLine('EXDATE', [...new Set(dates)].sort(), at)];
}

function extraLines(rdates: readonly LocalDate[], at: WallTime, changes: readonly ZoneChange[]) {
  const odd = rdates.filter((date) => isOddDate(date, at, changes));
  const plain = rdates.filter((date) => !odd.includes(date));
  const lines = plain.length === 0 ? [] : [dateLine('RDATE', plain, at)];
  return odd.length === 0 ? lines : [...lines, utcLine('RDATE', odd, at)];
}

/** The days of the rule, exceptions aside, on which the wall time is not there exactly once. */
function oddRuleDates(
  recurrence: Recurrence,
  at: WallTime,
  changes: readonly ZoneChange[],
): LocalDate[] {
  const dates = changes.flatMap((change) => {
    const [from, to] = oddWall(change);
    return datesIn(
      { ...recurrence, rdates: [] },
      localDateOf(from, 'UTC'),
      localDateOf(to, 'UTC'),
    ).filter((date) => isOddDate(date, at, [change]));
  });
  return [...new Set(dates)];
}

function isOddDate(date: LocalDate, { time }: WallTime, changes: readonly ZoneChange[]): boolean {
  const wallMs = instantOf(date, time, 'UTC');
  return changes.some((change) => {
    const [from, to] = oddWall(change);
    return wallMs >= from && wallMs < to;
  });
}

/** The wall times, read as if they were UTC, that a change skips or brings twice. */
function oddWall({ at, offsetBeforeMs, offsetAfterMs }: ZoneChange): [EpochMs, EpochMs] {
  return [
    at + Math.min(offsetBeforeMs, offsetAfterMs),
    at + Math.max(offsetBeforeMs, offsetAfterMs),
  ];
}

/**
 * Some programs put a yearly 31st or last day into the month after one that lacks it, and mix up several
 * months; what they read rightly is a series for each month, in steps of twelve months.
 */
function safeSeries(event: CalendarEvent): CalendarEvent[] {
  const recurrence = untilLast(event.recurrence);
  const { rule } = recurrence;
  if (rule?.freq !== 'yearly' || rule.on.by !== 'day') return [{ ...event, recurrence }];
  if (rule.on.days.every((day) => day > 0 && day <= 28)) return [{ ...event, recurrence }];
  const { on, interval, months } = rule;
  const extra = recurrence.rdates.filter((date) => !isRuleDate(recurrence, date));
  return [...new Set(months)]
    .sort((a, b) => a - b)
    .map((month, index) => {
      const yearly = { ...recurrence, rule: { ...rule, months: [month] } };
      const monthly = { freq: 'monthly', interval: interval * 12, on } as const;
      const first = firstRuleDate(yearly);
      const isEver = isRuleDate(yearly, first);
      const rdates = index === 0 ? extra : [];
      return {
        ...event,
        uid: months.length === 1 ? event.uid : `${event.uid}-${month}`,
        recurrence: isEver ? { ...yearly, first, rule: monthly, rdates } : { ...yearly, rdates },
      };
    });
}

function untilLast(recurrence: Recurrence): Recurrence {
  return recurrence.count === null
    ? recurrence
    : { ...recurrence, last: lastDateOf({ ...recurrence, rdates: [] }), count: null };
}

function utcLine(name: string, dates: readonly LocalDate[], { time, zone }: WallTime): string {
  return `${name}:${dates.map((date) => utcStamp(instantOf(date, time, zone))).join(',')}`;
}

function utcStamp(atMs: EpochMs): string {
  return `${stampOf(localDateOf(atMs, 'UTC'), localTimeOf(atMs, 'UTC'))}Z`;
}

/** `PT1800S`, at least one second. */
function durationText(durationMs: number): string {
  return `PT${Math.max(1, Math.ceil(durationMs / 1000))}S`;
}
