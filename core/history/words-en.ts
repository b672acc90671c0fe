import { weekdayOf, type LocalDate, type Weekday } from '../time/zoned.ts';
import { lengthText } from './length-text.ts';
import type { AirWords } from './words.ts';

const WEEKDAYS: Record<Weekday, string> = {
  1: 'Monday',
  2: 'Tuesday',
  3: 'Wednesday',
  4: 'Thursday',
  5: 'Friday',
  6: 'Saturday',
  7: 'Sunday',
};
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function day(date: LocalDate): string {
  const [, month, number] = date.split('-');
  return `${WEEKDAYS[weekdayOf(date)]} ${Number(number)} ${MONTHS[Number(month) - 1] ?? ''}`;
}

function list(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

export const airWordsEn: AirWords = {
  day,
  daysThrough: (from, to) => `${day(from)} to ${day(to)}`,
  manyDays: (count, from, to) => `${count} days from ${day(from)} to ${day(to)}`,
  list,
  at: (time, on) => `${time} on ${on}`,
  length: lengthText,

  added: (title) => `“${title}” is added`,
  addedSilent: (title, why) => `“${title}” is added but does not air: ${why}`,
  removed: (title) => `“${title}” is taken out`,
  removedSilent: (title) => `“${title}”, which did not air, is taken out`,
  replaced: (title, by) => `“${title}” is replaced by “${by}”`,
  otherSound: (title) => `“${title}” has other content`,
  moved: (title, from, to) => `“${title}” moves from ${from} to ${to}`,
  shifted: (count) =>
    count === 1
      ? '1 item shifts by less than a minute'
      : `${count} items shift by less than a minute`,
  shortened: (title, from, to) => `“${title}” is shortened from ${from} to ${to}`,
  lengthened: (title, from, to) => `“${title}” is lengthened from ${from} to ${to}`,
  renamed: (title, to) => `“${title}” is now called “${to}”`,
  silenced: (title, why) => `“${title}” does not air: ${why}`,
  heard: (title) => `“${title}” airs`,
  otherReason: (title, why) => `“${title}” still does not air: ${why}`,
  why: {
    placed: 'where it was put',
    moved_behind_stronger: 'it waits for something more important',
    shortened: 'it is shortened',
    guest: 'it is a guest of another session',
    frozen: 'it was settled before its time',
    too_late: 'it is too late for a change',
    beaten: 'something more important is on at that time',
    no_session: 'the station does not have this session',
    part_missing: 'the session does not have this part',
    part_full: 'this part is full',
    session_full: 'the session is full',
    session_over: 'the session is over',
    no_room: 'there is no room left',
    quiet_hours: 'it falls into quiet hours',
    silent_day: 'nothing airs on that day',
    kind_not_allowed: 'this kind of content is not allowed on that day',
    session_limit: 'the day has as many sessions as are allowed',
    session_cap: 'the session is as long as is allowed',
    day_cap: 'the day has sounded as long as is allowed',
    offered: 'the commune has not accepted it yet',
    declined: 'the commune declined it',
    week_not_approved: "the week's programme is not approved",
    not_approved: 'the recording is not approved',
    withdrawn: 'the recording was withdrawn',
    not_yet_valid: 'the recording may not air yet',
    expired: 'expired',
    no_rendition: 'the recording is not ready yet',
    recording_unknown: 'the recording is gone from the library',
    pool_empty: 'there is nothing to choose from',
    not_recorded: 'the programme was not recorded',
  },

  atStations: (count, names) => (names.length > 0 ? `at ${list(names)}` : `at ${count} stations`),
  atAllStations: (count) => `at all ${count} stations`,
  atEndpoints: (count, station) => {
    const what = count === 1 ? '1 loudspeaker' : `${count} loudspeakers`;
    return station === null ? `at ${what}` : `at ${what} of ${station}`;
  },
};
