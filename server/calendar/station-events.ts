import type { OccurrenceAnswer } from '../../contract/http/occurrences.ts';
import { contentOn, type Content } from '../../core/broadcast/broadcast.ts';
import type { CalendarEvent } from '../../core/calendar/event-lines.ts';
import type { FeedWords } from '../../core/calendar/feed-words.ts';
import { standsAt } from '../../core/calendar/stands-at.ts';
import { occurrenceIdOf } from '../../core/recurrence/occurrence-id.ts';
import { occursOn } from '../../core/recurrence/occurs-on.ts';
import type { Recurrence } from '../../core/recurrence/recurrence.ts';
import { beginAt, endBefore, exceptOne } from '../../core/recurrence/split.ts';
import type { Session } from '../../core/session/session.ts';
import { addDays, secondsOf, type LocalDate } from '../../core/time/zoned.ts';
import { lastDayOf, type ComingBroadcast, type StationAir } from './read-air.ts';

export interface EventsGiven {
  words: FeedWords;
  /** The last day that is wanted; `null`: series go on. */
  to: LocalDate | null;
  programmeName: (id: string | null) => string | null;
}

const dayMs = 86_400_000;

/** What a station's compiled days air, an event for each occurrence. */
export function compiledEvents(
  { compiled, station }: StationAir,
  given: EventsGiven,
): CalendarEvent[] {
  return compiled.map((one) => compiledEvent(one, station.zone, given));
}

function compiledEvent(
  one: OccurrenceAnswer,
  zone: string,
  { words, programmeName }: EventsGiven,
): CalendarEvent {
  const programme = programmeName(one.programmeId);
  const power = one.class === 'priority' ? [words.priority] : [];
  return {
    uid: uidOf(one.id, one.stationId),
    summary: one.title,
    description: words.settled,
    location: one.stationName,
    categories: [...(programme === null ? [] : [programme]), ...power],
    ...standsAt(one.startsAt ?? 0, zone),
    durationMs: one.durationMs,
  };
}

/**
 * What is to come after the compiled days: broadcasts at a time of their own, as series, and sessions, whose
 * items have no times yet.
 */
export function comingEvents(air: StationAir, asked: EventsGiven): CalendarEvent[] {
  const from = addDays(air.compiledTo, 1);
  const given = { ...asked, to: lastDayOf(air.station, asked.to) };
  return [
    ...air.coming.flatMap((coming) => comingSeries(coming, { ...given, air, from })),
    ...air.sessions.flatMap((session) => sessionSeries(session, { ...given, air, from })),
  ];
}

type ComingGiven = EventsGiven & { air: StationAir; from: LocalDate };

function comingSeries(coming: ComingBroadcast, given: ComingGiven): CalendarEvent[] {
  const { broadcast } = coming;
  const { from, to } = given;
  const isWanted = (date: LocalDate) => date >= from && (to === null || date <= to);
  // A day that was edited by itself is no part of the series: it stands for itself.
  const edited = broadcast.overrides
    .map(({ date }) => date)
    .filter((date) => isWanted(date) && occursOn(broadcast.dates, date));
  const rest = within(edited.reduce(exceptOne, broadcast.dates), from, to);
  const series =
    rest === null ? [] : slotEvents(coming, { ...given, content: broadcast, dates: rest });
  const single = edited.flatMap((date) =>
    slotEvents(coming, { ...given, content: contentOn(broadcast, date), dates: onDay(date), date }),
  );
  return [...series, ...single];
}

function slotEvents(
  { broadcast, programmeId, lengthOf }: ComingBroadcast,
  given: ComingGiven & { content: Content; dates: Recurrence; date?: LocalDate },
): CalendarEvent[] {
  const { content, dates, date, air, words, programmeName } = given;
  const { placement, title, items } = content;
  if (placement.kind !== 'at') return [];
  const { id, zone, name } = air.station;
  const programme = programmeName(programmeId);
  const power = broadcast.class === 'priority' ? [words.priority] : [];
  return placement.slots.map((slot) => ({
    uid: uidOf(
      date === undefined
        ? `${broadcast.id}-${slot.id}`
        : occurrenceIdOf({ broadcastId: broadcast.id, date, slotId: slot.id }),
      id,
    ),
    summary: title,
    description: words.expected,
    location: name,
    categories: [...(programme === null ? [] : [programme]), ...power],
    recurrence: dates,
    time: slot.time,
    zone,
    durationMs: lengthOf(items),
  }));
}

function sessionSeries(session: Session, { air, from, to, words }: ComingGiven): CalendarEvent[] {
  const { startsAt, latestEnd, weekdays, validFrom, validTo, modeKeys } = session;
  // What a day mode alone brings is not to be expected.
  if (modeKeys.length > 0 || (validTo !== null && validTo < from)) return [];
  const first = validFrom !== null && validFrom > from ? validFrom : from;
  const rule = { freq: 'weekly' as const, interval: 1, weekdays };
  const whole = { first, last: validTo, count: null, rule, exdates: [], rdates: [] };
  const recurrence = within(whole, first, to);
  if (recurrence === null) return [];
  const lengthMs = (secondsOf(latestEnd) - secondsOf(startsAt)) * 1000;
  return [
    {
      uid: uidOf(session.id, air.station.id),
      summary: session.name,
      description: words.session,
      location: air.station.name,
      categories: [],
      recurrence,
      time: startsAt,
      zone: air.station.zone,
      durationMs: lengthMs > 0 ? lengthMs : lengthMs + dayMs,
    },
  ];
}

function within(recurrence: Recurrence, from: LocalDate, to: LocalDate | null): Recurrence | null {
  const begun = beginAt(recurrence, from);
  return begun === null || to === null ? begun : endBefore(begun, addDays(to, 1));
}

function onDay(first: LocalDate): Recurrence {
  return { first, last: null, count: null, rule: null, exdates: [], rdates: [] };
}

/** The same as long as it is the same occurrence, series or session at the same station. */
function uidOf(name: string, stationId: string): string {
  return `${name}-${stationId}@loa`;
}
