import type { LocalDate } from '../time/zoned.ts';
import type { Words } from './words.ts';

const PERIODS = { daily: 'day', weekly: 'week', monthly: 'month', yearly: 'year' };
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function date(of: LocalDate): string {
  const [year = '', month = '', day = ''] = of.split('-');
  return `${Number(day)} ${monthName(Number(month)).slice(0, 3)} ${year}`;
}

function monthName(month: number): string {
  return MONTHS[month - 1] ?? '';
}

function days(dates: readonly LocalDate[], more = ''): string {
  const [only, ...others] = dates;
  return only === undefined || others.length > 0 ? `${dates.length} ${more}days` : date(only);
}

function list(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

function fromEnd(position: number): string {
  return position === 1 ? 'last' : `${ORDINALS[position - 1] ?? `${position}th`} last`;
}

export const wordsEn: Words = {
  date,
  once: (on) => `on ${date(on)}`,
  weekday: (weekday) => WEEKDAYS[weekday - 1] ?? '',
  weekdaysThrough: (from, to) => `${wordsEn.weekday(from)} to ${wordsEn.weekday(to)}`,
  monthDay: (day) => (day > 0 ? `day ${day}` : `the ${fromEnd(-day)} day`),
  ordinalWeekday({ ordinal, weekday }) {
    const which = ordinal > 0 ? (ORDINALS[ordinal - 1] ?? '') : fromEnd(-ordinal);
    return `the ${which} ${wordsEn.weekday(weekday)}`;
  },
  yearDay: (day, month) => `${day} ${monthName(month)}`,
  ofMonths: (which, months) => `${which} of ${list(months.map(monthName))}`,
  every(freq, interval, which) {
    const period = PERIODS[freq];
    if (interval > 1) return `every ${interval} ${period}s${which && ` on ${which}`}`;
    if (freq === 'weekly') return `every ${which}`;
    if (freq === 'monthly') return `${which} of every month`;
    return which ? `${which} every ${period}` : `every ${period}`;
  },
  list,
  from: (first) => `from ${date(first)}`,
  through: (last) => ` through ${date(last)}`,
  times: (count) => (count === 1 ? 'once' : `${count} times`),
  except: (dates) => `except ${days(dates)}`,
  also: (dates) => `also ${days(dates, 'more ')}`,
};
