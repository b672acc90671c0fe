import { civilOf, dayOf } from '../recurrence/civil.ts';
import { datesIn, isRuleDate, lastDateOf } from '../recurrence/occurs-on.ts';
import type { Recurrence } from '../recurrence/recurrence.ts';
import type { WallTime } from '../recurrence/rrule-text.ts';
import { dateLine, firstRuleDate, rruleOf, stampOf } from '../recurrence/rrule-text.ts';
import type { EpochMs, LocalDate, LocalTime } from '../time/zoned.ts';
import { addDays, instantOf, localDateOf, localTimeOf, startOfDay } from '../time/zoned.ts';
import { contentLines, escapeText } from './content-line.ts';
import { vtimezoneLines } from './vtimezone.ts';
import type { ZoneChange } from './zone-changes.ts';
import { zoneChanges } from './zone-changes.ts';

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

export interface CalendarFeed {
  name: string;
  /** Who wrote it, `-//Loa//Timetable//VI`. */
  productId: string;
  /** When it was written. */
  stampMs: EpochMs;
  events: readonly CalendarEvent[];
}

/** Clocks are described this long past the writing, or past the first day of a later series. */
export const zoneHorizonYears = 10;

/**
 * The text of a calendar (RFC 5545), CRLF, folded. COUNT is written as UNTIL, and a wall time that clocks
 * skip has an RDATE at the time when it airs (the offset before the gap), because programs that keep to
 * RFC 5545 leave such instances out and count on. A time that exists twice is its first everywhere.
 */
export function icsOf(feed: CalendarFeed): string {
  const spans = zoneSpans(feed);
  const changes = new Map(
    [...spans].map(([zone, { fromMs, toMs }]) => [zone, zoneChanges(zone, fromMs, toMs)]),
  );
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${escapeText(feed.productId)}`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(feed.name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...[...spans].flatMap(([zone, { fromMs, toMs }]) => vtimezoneLines(zone, fromMs, toMs)),
    ...feed.events.flatMap((event) =>
      eventLines(event, feed.stampMs, changes.get(event.zone) ?? []),
    ),
    'END:VCALENDAR',
  ];
  return contentLines(lines);
}

function eventLines(event: CalendarEvent, stampMs: EpochMs, changes: readonly ZoneChange[]) {
  const { recurrence, uid } = event;
  const { rule, exdates } = recurrence;
  const rdates = [...new Set(recurrence.rdates)].filter((date) => !exdates.includes(date)).sort();
  const ruleFirst = firstRuleDate(recurrence);
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
    return dates.length === 0 ? [] : component(uid, singleLines(dates, event));
  }
  // A series begins with DTSTART, so what comes before it stands as an event of its own.
  const early = rdates.filter((date) => date < ruleFirst);
  const late = rdates.filter((date) => date > ruleFirst);
  const series = component(uid, [
    dateLine('DTSTART', [ruleFirst], event),
    `RRULE:${rruleOf(untilLast(recurrence), rule, event.zone)}`,
    ...exceptionLines(recurrence, event),
    ...extraLines(late, skippedDates(recurrence, event, changes), event),
  ]);
  return early.length === 0
    ? series
    : [...series, ...component(`${uid}-before`, singleLines(early, event))];
}

function textLines({ summary, description, location, categories }: CalendarEvent): string[] {
  const lines = [`SUMMARY:${escapeText(summary)}`];
  if (description) lines.push(`DESCRIPTION:${escapeText(description)}`);
  if (location) lines.push(`LOCATION:${escapeText(location)}`);
  if (categories.length > 0) lines.push(`CATEGORIES:${categories.map(escapeText).join(',')}`);
  return lines;
}

function singleLines(dates: readonly LocalDate[], at: WallTime): string[] {
  const [first, ...others] = [...dates].sort();
  return first === undefined
    ? []
    : [airLine('DTSTART', [first], at), ...(others[0] ? [airLine('RDATE', others, at)] : [])];
}

function exceptionLines(recurrence: Recurrence, at: WallTime): string[] {
  const dates = recurrence.exdates.filter((date) => isRuleDate(recurrence, date));
  return dates.length === 0 ? [] : [dateLine('EXDATE', [...new Set(dates)].sort(), at)];
}

function extraLines(rdates: readonly LocalDate[], skipped: readonly LocalDate[], at: WallTime) {
  const dates = [...new Set([...rdates, ...skipped])].sort();
  return dates.length === 0 ? [] : [airLine('RDATE', dates, at)];
}

/** Days at the wall time when they air: another than the planned one where clocks skip that. */
function airLine(name: string, dates: readonly LocalDate[], { time, zone }: WallTime): string {
  const instants = dates.map((date) => instantOf(date, time, zone));
  if (zone === 'UTC') return `${name}:${instants.map(utcStamp).join(',')}`;
  const stamps = instants.map((at) => stampOf(localDateOf(at, zone), localTimeOf(at, zone)));
  return `${name};TZID=${zone}:${stamps.join(',')}`;
}

/** The days of the rule whose wall time does not exist. */
function skippedDates(
  recurrence: Recurrence,
  { time, zone }: WallTime,
  changes: readonly ZoneChange[],
): LocalDate[] {
  return changes
    .filter(({ offsetBeforeMs, offsetAfterMs }) => offsetAfterMs > offsetBeforeMs)
    .flatMap(({ at, offsetBeforeMs, offsetAfterMs }) => {
      const from = localDateOf(at + offsetBeforeMs, 'UTC');
      const to = localDateOf(at + offsetAfterMs, 'UTC');
      return datesIn({ ...recurrence, rdates: [] }, from, to).filter((date) => {
        const wallMs = instantOf(date, time, 'UTC');
        return wallMs >= at + offsetBeforeMs && wallMs < at + offsetAfterMs && zone !== 'UTC';
      });
    });
}

function untilLast(recurrence: Recurrence): Recurrence {
  return recurrence.count === null
    ? recurrence
    : { ...recurrence, last: lastDateOf({ ...recurrence, rdates: [] }), count: null };
}

/** For each zone that needs a description, from when to when its events need it. */
function zoneSpans({ events, stampMs }: CalendarFeed) {
  const spans = new Map<string, { fromMs: EpochMs; toMs: EpochMs }>();
  for (const { zone, recurrence } of events) {
    if (zone === 'UTC') continue;
    const first = [recurrence.first, ...recurrence.rdates].reduce((a, b) => (a < b ? a : b));
    const fromMs = startOfDay(first, zone);
    const horizon = yearsAfter(Math.max(stampMs, startOfDay(recurrence.first, zone)), zone);
    const last = lastDateOf(recurrence);
    const end = last !== null && last < horizon ? last : horizon;
    const toMs = startOfDay(addDays(end, 2), zone);
    const known = spans.get(zone) ?? { fromMs, toMs };
    spans.set(zone, {
      fromMs: Math.min(known.fromMs, fromMs),
      toMs: Math.max(known.toMs, toMs),
    });
  }
  return spans;
}

function yearsAfter(atMs: EpochMs, zone: string): LocalDate {
  const date = localDateOf(atMs, zone);
  const { year } = civilOf(dayOf(date));
  return `${String(Math.min(9998, year + zoneHorizonYears)).padStart(4, '0')}-12-31`;
}

function utcStamp(atMs: EpochMs): string {
  return `${stampOf(localDateOf(atMs, 'UTC'), localTimeOf(atMs, 'UTC'))}Z`;
}

/** `PT1800S`, at least one second. */
function durationText(durationMs: number): string {
  return `PT${Math.max(1, Math.ceil(durationMs / 1000))}S`;
}
