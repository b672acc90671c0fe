import type { LocalDate, Weekday } from '../time/zoned.ts';
import { civilOf, dayOf, weekdayOfDay } from './civil.ts';
import type { MonthDays, OrdinalWeekday, Rule } from './recurrence.ts';
import { weekdayCodes } from './rrule-text.ts';

/** Which part of an RRULE was not understood, and what stood there. */
export interface RulePartFault {
  code: 'missing' | 'malformed' | 'unsupported';
  part: string;
  value: string;
}

export interface ParsedRule {
  rule: Rule;
  count: number | null;
  /** The text of UNTIL. */
  until: string | null;
}

type Parts = ReadonlyMap<string, string>;
type Outcome<T> = { isOk: true; value: T } | { isOk: false; fault: RulePartFault };

const READ = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST'];
const READ_BY = ['BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS'];

/** Reads the value of an RRULE; what it leaves open is taken from the day of DTSTART, as RFC 5545 says. */
export function parseRule(text: string, start: LocalDate): Outcome<ParsedRule> {
  const parts = new Map<string, string>();
  for (const part of text.toUpperCase().split(';')) {
    const [name = '', value = '', ...rest] = part.split('=');
    if (value === '' || rest.length > 0 || parts.has(name))
      return fault('malformed', 'RRULE', part);
    if (![...READ, ...READ_BY].includes(name)) return fault('unsupported', name, value);
    parts.set(name, value);
  }
  const interval = numberOf(parts, 'INTERVAL') ?? 1;
  const count = numberOf(parts, 'COUNT');
  if (Number.isNaN(interval)) return fault('malformed', 'INTERVAL', parts.get('INTERVAL') ?? '');
  if (Number.isNaN(count)) return fault('malformed', 'COUNT', parts.get('COUNT') ?? '');
  const rule = ruleOf(parts, interval, start);
  if (!rule.isOk) return rule;
  return { isOk: true, value: { rule: rule.value, count, until: parts.get('UNTIL') ?? null } };
}

function ruleOf(parts: Parts, interval: number, start: LocalDate): Outcome<Rule> {
  const freq = parts.get('FREQ');
  switch (freq) {
    case undefined:
      return fault('missing', 'FREQ', '');
    case 'DAILY':
      // Each day, but only on some weekdays, is each week on those.
      if (interval === 1 && parts.has('BYDAY')) return weeklyOf(parts, interval, start);
      return refuse(parts, READ_BY) ?? { isOk: true, value: { freq: 'daily', interval } };
    case 'WEEKLY':
      return weeklyOf(parts, interval, start);
    case 'MONTHLY': {
      if (interval === 1 && parts.has('BYMONTH')) return yearlyOf(parts, interval, start);
      const refused = refuse(parts, ['BYMONTH']);
      if (refused) return refused;
      const on = monthDaysOf(parts, start, true);
      return on.isOk ? { isOk: true, value: { freq: 'monthly', interval, on: on.value } } : on;
    }
    case 'YEARLY':
      return yearlyOf(parts, interval, start);
    default:
      return fault('unsupported', 'FREQ', freq);
  }
}

function weeklyOf(parts: Parts, interval: number, start: LocalDate): Outcome<Rule> {
  const refused = refuse(parts, ['BYMONTH', 'BYMONTHDAY', 'BYSETPOS']);
  if (refused) return refused;
  const startWeekday = weekdayOfDay(dayOf(start));
  const weekdays = weekdaysOf(parts.get('BYDAY') ?? weekdayCodes[startWeekday - 1] ?? '');
  if (!weekdays?.every((each) => each.ordinal === null))
    return fault('malformed', 'BYDAY', parts.get('BYDAY') ?? '');
  // Which days share a week matters only where weeks are passed over and hold more than DTSTART's day.
  const isOneDay = weekdays.length === 1 && weekdays[0]?.weekday === startWeekday;
  const weekStart = parts.get('WKST') ?? 'MO';
  if (weekStart !== 'MO' && interval > 1 && !isOneDay)
    return fault('unsupported', 'WKST', weekStart);
  const value = {
    freq: 'weekly',
    interval,
    weekdays: weekdays.map((each) => each.weekday),
  } as const;
  return { isOk: true, value };
}

function yearlyOf(parts: Parts, interval: number, start: LocalDate): Outcome<Rule> {
  const given = numbersOf(parts.get('BYMONTH'));
  if (given === 'bad') return fault('malformed', 'BYMONTH', parts.get('BYMONTH') ?? '');
  // Weekdays of the whole year (the 20th Monday) are another rule than those of its months.
  if (given === null && parts.has('BYDAY')) return fault('unsupported', 'BYDAY', 'without BYMONTH');
  const open = parts.has('BYMONTHDAY')
    ? Array.from({ length: 12 }, (_, index) => index + 1)
    : [civilOf(dayOf(start)).month];
  const months = given ?? open;
  const isMonthly = parts.get('FREQ') === 'MONTHLY';
  const on = monthDaysOf(parts, start, isMonthly || months.length === 1);
  return on.isOk ? { isOk: true, value: { freq: 'yearly', interval, months, on: on.value } } : on;
}

function monthDaysOf(parts: Parts, start: LocalDate, isOneMonth: boolean): Outcome<MonthDays> {
  const byDay = parts.get('BYDAY');
  const byMonthDay = parts.get('BYMONTHDAY');
  const position = parts.get('BYSETPOS');
  if (byDay !== undefined && byMonthDay !== undefined)
    return fault('unsupported', 'BYDAY', 'with BYMONTHDAY');
  if (byDay === undefined) {
    if (position !== undefined) return fault('unsupported', 'BYSETPOS', position);
    const days = byMonthDay === undefined ? [civilOf(dayOf(start)).day] : numbersOf(byMonthDay);
    if (days === 'bad' || days === null) return fault('malformed', 'BYMONTHDAY', byMonthDay ?? '');
    return { isOk: true, value: { by: 'day', days } };
  }
  const days = weekdaysOf(byDay);
  if (days === null) return fault('malformed', 'BYDAY', byDay);
  if (position === undefined)
    return { isOk: true, value: { by: 'weekday', weekdays: ordinalsOf(days) } };
  // "The last Friday" as some programs write it: Fridays, of which the position picks one.
  const positions = numbersOf(position);
  const [only, ...others] = days;
  if (
    !isOneMonth ||
    !only ||
    others.length > 0 ||
    only.ordinal !== null ||
    !Array.isArray(positions)
  )
    return fault('unsupported', 'BYSETPOS', position);
  const weekdays = positions.map((ordinal) => ({ ordinal, weekday: only.weekday }));
  return { isOk: true, value: { by: 'weekday', weekdays } };
}

/** A weekday without ordinal is each one of the month. */
function ordinalsOf(days: readonly ParsedWeekday[]): OrdinalWeekday[] {
  return days.flatMap(({ ordinal, weekday }) =>
    ordinal === null
      ? [1, 2, 3, 4, 5].map((each) => ({ ordinal: each, weekday }))
      : [{ ordinal, weekday }],
  );
}

interface ParsedWeekday {
  ordinal: number | null;
  weekday: Weekday;
}

function weekdaysOf(text: string): ParsedWeekday[] | null {
  const days: ParsedWeekday[] = [];
  for (const each of text.split(',')) {
    const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(each);
    if (!match) return null;
    const weekday = (weekdayCodes.findIndex((code) => code === match[2]) + 1) as Weekday;
    days.push({ ordinal: match[1] === undefined ? null : Number(match[1]), weekday });
  }
  return days;
}

function numbersOf(text: string | undefined): number[] | null | 'bad' {
  if (text === undefined) return null;
  const numbers = text.split(',');
  return numbers.every((each) => /^[+-]?\d{1,2}$/.test(each)) ? numbers.map(Number) : 'bad';
}

/** `null` where the part is missing, NaN where it is no whole number. */
function numberOf(parts: Parts, name: string): number | null {
  const text = parts.get(name);
  if (text === undefined) return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : NaN;
}

function refuse(parts: Parts, names: readonly string[]): ReturnType<typeof fault> | null {
  const name = names.find((each) => parts.has(each));
  return name === undefined ? null : fault('unsupported', name, parts.get(name) ?? '');
}

function fault(code: RulePartFault['code'], part: string, value: string) {
  return { isOk: false as const, fault: { code, part, value } };
}
