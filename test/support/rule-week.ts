import { api } from '../../contract/api.ts';
import type { OccurrenceAnswer } from '../../contract/http/occurrences.ts';
import type { SessionAnswer } from '../../contract/http/sessions.ts';
import { allWeekdays, addDays, instantOf } from '../../core/time/zoned.ts';
import { offsetClock, systemClock, type Clock } from '../../runtime/clock.ts';
import { draftOf, zone, type BroadcastBody, type Commune } from './district.ts';
import { everyDay } from './on-days.ts';
import type { TestServer } from './server.ts';

const minuteMs = 60_000;

/** The Monday on which rules are tried: the day after it is a holiday of the calendar. */
export const monday = '2026-11-23';
export const tuesday = addDays(monday, 1);
export const sunday = addDays(monday, 6);

/** Ten in the morning of that Monday when it is made, and going on from there. */
export function mondayClock(): Clock {
  const real = systemClock();
  return offsetClock(real, instantOf(monday, '10:00', zone) - real.now());
}

/** A session of every day with room for half an hour of its own and a relay as long. */
export async function holdSession(
  server: TestServer,
  stationId: string,
  times: { key: string; startsAt: string; latestEnd: string; modeKeys?: string[] },
): Promise<SessionAnswer> {
  const administrator = await server.administrator();
  const parts = (['relay', 'above', 'own'] as const).map((tier) => ({
    tier,
    budgetMs: 30 * minuteMs,
    anchor: null,
  }));
  return administrator.call(api.sessions.create, {
    body: {
      ...{ stationId, name: `Buổi ${times.key}`, weekdays: [...allWeekdays] },
      ...{ validFrom: null, validTo: null, parts },
      ...times,
    },
  });
}

/** Items of about so many minutes, and never more: a recording of three seconds, then silence. */
export function itemsOf(recordingId: string, minutes: number): BroadcastBody['items'] {
  return [
    { type: 'recording', recordingId },
    { type: 'silence', durationMs: minutes * minuteMs - 4000 },
  ];
}

/** Places a broadcast of a commune in a session of every day from tomorrow on. */
export async function placeDaily(
  server: TestServer,
  commune: Commune,
  given: {
    title: string;
    sessionKey: string;
    recordingId: string;
    minutes?: number;
    order?: number;
    rest?: Partial<BroadcastBody>;
  },
): Promise<string> {
  const { title, sessionKey, recordingId, minutes = 5, order = 0, rest } = given;
  const operator = await server.some('operator');
  const { areaId: ownerAreaId, stationId } = commune;
  const at = { ownerAreaId, recordingId, stations: [stationId], date: tuesday, time: '00:00' };
  const { broadcast } = await operator.call(api.broadcasts.create, {
    body: draftOf(at, {
      title,
      placement: { kind: 'session', sessionKey, part: 'own', order },
      dates: everyDay(tuesday),
      items: itemsOf(recordingId, minutes),
      ...rest,
    }),
  });
  return broadcast?.id ?? '';
}

/** What becomes of everything at a station from tomorrow until Monday. */
export async function weekOf(server: TestServer, stationId: string): Promise<OccurrenceAnswer[]> {
  const operator = await server.some('operator');
  const query = { from: tuesday, to: addDays(tuesday, 6), stationId };
  return (await operator.call(api.occurrences.list, { query })).items;
}

/** `title: reason` of what does not air on a day, in order. */
export function silentOn(week: readonly OccurrenceAnswer[], date: string): string[] {
  return week
    .filter((one) => one.date === date && !one.airs)
    .map(({ title, reason }) => `${title}: ${reason}`)
    .sort();
}

/** Titles of what airs on a day, in order. */
export function heardOn(week: readonly OccurrenceAnswer[], date: string): string[] {
  return week
    .filter((one) => one.date === date && one.airs)
    .map(({ title }) => title)
    .sort();
}

/** What airs at an endpoint on a day, by title. */
export async function titlesAt(
  server: TestServer,
  endpointId: string,
  date: string,
): Promise<string[]> {
  const operator = await server.some('operator');
  const day = await operator.call(api.occurrences.playlist, { query: { endpointId, date } });
  return day.rulings
    .filter(({ airs }) => airs)
    .map(({ title }) => title)
    .sort();
}
