import { civilOf, dayOf } from '../recurrence/civil.ts';
import { lastDateOf } from '../recurrence/occurs-on.ts';
import type { EpochMs, LocalDate } from '../time/zoned.ts';
import { addDays, localDateOf, startOfDay } from '../time/zoned.ts';
import { contentLines, escapeText } from './content-line.ts';
import type { CalendarEvent } from './event-lines.ts';
import { eventLines } from './event-lines.ts';
import { vtimezoneLines } from './vtimezone.ts';
import { zoneChanges } from './zone-changes.ts';

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
 * The text of a calendar (RFC 5545), CRLF, folded. Programs disagree about a wall time that the clocks
 * skip or that comes twice, and some read yearly rules wrongly: see `eventLines` for what is written for
 * them. Clocks are described for `zoneHorizonYears`.
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
