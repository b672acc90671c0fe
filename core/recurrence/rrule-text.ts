import type { LocalDate, LocalTime, Weekday } from '../time/zoned.ts';
import { addDays, localDateOf, localTimeOf, startOfDay } from '../time/zoned.ts';
import { endOfTime } from './civil.ts';
import { ruleDatesFrom } from './occurs-on.ts';
import type { MonthDays, Recurrence, Rule } from './recurrence.ts';

/** The wall time of day of every occurrence, and the zone whose wall it is. */
export interface WallTime {
  time: LocalTime;
  zone: string;
}

/** The two letters of RFC 5545 for a weekday, Monday first. */
export const weekdayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/**
 * A recurrence as lines of RFC 5545. DTSTART is the first day that the rule gives, as other programs air
 * DTSTART whether the rule has it or not.
 */
export function toRruleText(recurrence: Recurrence, at: WallTime): string {
  const { rule, exdates, rdates } = recurrence;
  const lines = [dateLine('DTSTART', [firstRuleDate(recurrence)], at)];
  if (rule !== null) lines.push(`RRULE:${rruleOf(recurrence, rule, at.zone)}`);
  if (exdates.length > 0) lines.push(dateLine('EXDATE', exdates, at));
  if (rdates.length > 0) lines.push(dateLine('RDATE', rdates, at));
  return lines.join('\n');
}

/** The first day that the rule gives; `first` where it gives none. */
export function firstRuleDate(recurrence: Recurrence): LocalDate {
  for (const date of ruleDatesFrom(recurrence, recurrence.first)) return date;
  return recurrence.first;
}

/** A property with days at a wall time: `EXDATE;TZID=Asia/Ho_Chi_Minh:20261124T050000,…`. */
export function dateLine(name: string, dates: readonly LocalDate[], { time, zone }: WallTime) {
  const stamps = dates.map((date) => stampOf(date, time));
  if (zone === 'UTC') return `${name}:${stamps.map((stamp) => `${stamp}Z`).join(',')}`;
  return `${name};TZID=${zone}:${stamps.join(',')}`;
}

/** A wall time as RFC 5545 writes it, `20261124T050000`. */
export function stampOf(date: LocalDate, time: LocalTime): string {
  const digits = time.replaceAll(':', '');
  return `${date.replaceAll('-', '')}T${digits.padEnd(6, '0')}`;
}

/** The value of RRULE. UNTIL is the last second of the last day, so that it holds whatever the time. */
export function rruleOf({ last, count }: Recurrence, rule: Rule, zone: string): string {
  const parts = [`FREQ=${rule.freq.toUpperCase()}`];
  if (rule.interval > 1) parts.push(`INTERVAL=${rule.interval}`);
  if (rule.freq === 'weekly') parts.push(`BYDAY=${rule.weekdays.map(codeOf).join(',')}`);
  if (rule.freq === 'yearly') parts.push(`BYMONTH=${rule.months.join(',')}`);
  if (rule.freq === 'monthly' || rule.freq === 'yearly') parts.push(monthDaysPart(rule.on));
  if (rule.freq === 'weekly' && rule.interval > 1) parts.push('WKST=MO');
  if (count !== null) parts.push(`COUNT=${count}`);
  if (last !== null && last < endOfTime) {
    const until = startOfDay(addDays(last, 1), zone) - 1000;
    parts.push(`UNTIL=${stampOf(localDateOf(until, 'UTC'), localTimeOf(until, 'UTC'))}Z`);
  }
  return parts.join(';');
}

function monthDaysPart(on: MonthDays): string {
  if (on.by === 'day') return `BYMONTHDAY=${on.days.join(',')}`;
  return `BYDAY=${on.weekdays.map((each) => `${each.ordinal}${codeOf(each.weekday)}`).join(',')}`;
}

function codeOf(weekday: Weekday): string {
  return weekdayCodes[weekday - 1] ?? '';
}
