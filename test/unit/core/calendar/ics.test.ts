import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import type { CalendarEvent } from '../../../../core/calendar/event-lines.ts';
import { icsOf } from '../../../../core/calendar/ics.ts';
import { datesIn } from '../../../../core/recurrence/occurs-on.ts';
import type { Recurrence } from '../../../../core/recurrence/recurrence.ts';
import { addDays, instantOf, startOfDay } from '../../../../core/time/zoned.ts';
import {
  chanceOf,
  examplesToTry,
  pick,
  randomRecurrence,
  seedToTry,
  timesToTry,
  zonesToTry,
} from '../../../support/random-recurrence.ts';

const stampMs = Date.parse('2026-11-24T06:00:00Z');
const daily: Recurrence = {
  first: '2026-11-24',
  last: null,
  count: null,
  rule: { freq: 'daily', interval: 1 },
  exdates: [],
  rdates: [],
};
const eventOf = (more: Partial<CalendarEvent>): CalendarEvent => ({
  uid: 'b1@loa',
  summary: 'Bản tin sáng',
  description: null,
  location: null,
  categories: [],
  recurrence: daily,
  time: '05:00',
  zone: 'Asia/Ho_Chi_Minh',
  durationMs: 1_800_000,
  ...more,
});
const write = (...events: CalendarEvent[]) =>
  icsOf({ name: 'Đài xã Hải Hậu', productId: '-//Loa//Timetable//VI', stampMs, events });

/** All instants before `endMs` that a reader of calendars shows, in order and as often as it shows them. */
function readInstants(text: string, endMs: number): number[] {
  const components = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  const isChange = (each: ICAL.Component) => each.hasProperty('recurrence-id');
  const instants: number[] = [];
  for (const component of components.filter((each) => !isChange(each))) {
    const event = new ICAL.Event(component);
    for (const change of components.filter(isChange))
      if (change.getFirstPropertyValue('uid') === event.uid) event.relateException(change);
    const iterator = event.iterator();
    for (let next = iterator.next() as ICAL.Time | null; next; next = iterator.next()) {
      const at = event.getOccurrenceDetails(next).startDate.toUnixTime() * 1000;
      // A changed one may stand a little before the one that comes before it.
      if (at >= endMs + 86_400_000) break;
      if (at < endMs) instants.push(at);
    }
  }
  return instants.sort((a, b) => a - b);
}

const count = examplesToTry(120, 5000);

test(
  `${count} random series read back give the same instants (seed ${seedToTry})`,
  { timeout: 30 * 60_000 },
  () => {
    const chance = chanceOf(seedToTry + 4);
    for (let index = 0; index < count; index += 1) {
      const recurrence = randomRecurrence(chance);
      const zone = pick(chance, zonesToTry);
      const time = pick(chance, timesToTry);
      const to = addDays(recurrence.first, 1100);
      const dates = datesIn(recurrence, '1990-01-01', to);
      const expected = [...new Set(dates.map((date) => instantOf(date, time, zone)))];
      expected.sort((a, b) => a - b);
      const text = write(eventOf({ recurrence, zone, time }));
      const endMs = startOfDay(addDays(to, 1), zone);
      const shown = readInstants(text, endMs);
      const details = `${zone} ${time} ${JSON.stringify(recurrence)}`;
      expect(shown, details).toEqual(expected);
    }
  },
);

describe('a calendar text', () => {
  test('has lines of at most 75 octets that end in CRLF, and gives long texts back', () => {
    const summary = 'Thông báo: "đường làng", cầu; sông \\ đê\nngày mai 🔊 '.repeat(8);
    const text = write(eventOf({ summary, location: 'Xã Hải Hậu, Nam Định' }));
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const longest = Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)));
    expect(longest).toBeLessThanOrEqual(75);
    const [event] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
    expect(event?.getFirstPropertyValue('summary')).toBe(summary);
    expect(event?.getFirstPropertyValue('location')).toBe('Xã Hải Hậu, Nam Định');
  });

  test('describes each zone once, and is the same for the same input', () => {
    const text = write(eventOf({}), eventOf({ uid: 'b2@loa' }), eventOf({ zone: 'Europe/Berlin' }));
    expect(text.match(/BEGIN:VTIMEZONE/g)).toHaveLength(2);
    expect(text).toContain('TZOFFSETTO:+0700');
    expect(text).toBe(
      write(eventOf({}), eventOf({ uid: 'b2@loa' }), eventOf({ zone: 'Europe/Berlin' })),
    );
  });

  test('ends a count by its last day, and leaves out what is never', () => {
    const counted = { ...daily, count: 3 };
    expect(write(eventOf({ recurrence: counted }))).toContain(
      'RRULE:FREQ=DAILY;UNTIL=20261126T165959Z',
    );
    const never = { ...daily, rule: null, exdates: [daily.first] };
    expect(write(eventOf({ recurrence: never }))).not.toContain('VEVENT');
  });

  test('writes a time that clocks skip or repeat as the instant at which it airs', () => {
    const recurrence = { ...daily, first: '2026-03-01', last: '2026-12-31' };
    const text = write(eventOf({ recurrence, zone: 'Europe/Berlin', time: '02:30' }));
    expect(text).toContain(
      'RECURRENCE-ID;TZID=Europe/Berlin:20260329T023000\r\nDTSTART:20260329T013000Z',
    );
    expect(text).toContain(
      'RECURRENCE-ID;TZID=Europe/Berlin:20261025T023000\r\nDTSTART:20261025T003000Z',
    );
    expect(text.match(/RECURRENCE-ID/g)).toHaveLength(2);
  });
});
