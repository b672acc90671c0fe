import { addDays, type LocalDate } from '../time/zoned.ts';
import type { DayNumber } from './civil.ts';
import { dateOf, dayOf, endOfTime } from './civil.ts';
import type { Recurrence, Rule } from './recurrence.ts';
import { readRuleDays } from './rule-days.ts';

/** Whether it happens on a day: decided from the rule, never from the occurrence before. */
export function occursOn(recurrence: Recurrence, date: LocalDate): boolean {
  if (recurrence.exdates.includes(date)) return false;
  return recurrence.rdates.includes(date) || isRuleDate(recurrence, date);
}

/** As {@link occursOn} for many days near each other, which are read from the rule together. */
export function createOccursOn(recurrence: Recurrence): (date: LocalDate) => boolean {
  let first = endOfTime;
  let last = '';
  let known: ReadonlySet<LocalDate> = new Set();
  return (date) => {
    if (date < first || date > last) {
      first = date;
      last = addDays(date, daysTogether - 1);
      known = new Set(datesIn(recurrence, first, last));
    }
    return known.has(date);
  };
}

const daysTogether = 16;

/** Whether the rule alone gives a day, exceptions aside. */
export function isRuleDate(recurrence: Recurrence, date: LocalDate): boolean {
  for (const _ of ruleDatesFrom(recurrence, date, date)) return true;
  return false;
}

/** The days on which it happens in [from, to], in order, at most `limit` of them. */
export function datesIn(
  recurrence: Recurrence,
  from: LocalDate,
  to: LocalDate,
  limit = Infinity,
): LocalDate[] {
  const dates: LocalDate[] = [];
  const left = new Set(recurrence.exdates);
  const more = [...new Set(recurrence.rdates)].filter((date) => date >= from && date <= to).sort();
  const add = (date: LocalDate) => {
    if (!left.has(date) && dates.at(-1) !== date) dates.push(date);
    return dates.length < limit;
  };
  let next = 0;
  for (const date of limit > 0 ? ruleDatesFrom(recurrence, from, to) : []) {
    for (; (more[next] ?? endOfTime) < date; next += 1) if (!add(more[next] ?? '')) return dates;
    if (!add(date)) return dates;
  }
  for (const date of more.slice(next)) if (dates.length < limit) add(date);
  return dates;
}

/** The days of the rule alone in [from, to], exceptions aside, in order, one at a time. */
export function* ruleDatesFrom(
  recurrence: Recurrence,
  from: LocalDate,
  to: LocalDate = endOfTime,
): Generator<LocalDate> {
  const { first, last, count, rule } = recurrence;
  if (rule === null) {
    if (from <= first && first <= to) yield first;
    return;
  }
  const begin = from > first ? from : first;
  const end = last !== null && last < to ? last : to;
  if (begin > end) return;
  const days = readRuleDays(rule, dayOf(first));
  let room = count ?? Infinity;
  if (count !== null && begin > first) room -= days.countUntil(dayOf(begin) - 1, count);
  if (room <= 0) return;
  for (const day of days.between(dayOf(begin), limitOf(end))) {
    yield dateOf(day);
    room -= 1;
    if (room <= 0) return;
  }
}

/** How many days the rule gives before a day, exceptions aside. */
export function countBefore(recurrence: Recurrence, date: LocalDate): number {
  const { first, last, count, rule } = recurrence;
  if (date <= first) return 0;
  if (rule === null) return 1;
  const end = last !== null && last < date ? dayOf(last) : dayOf(date) - 1;
  return readRuleDays(rule, dayOf(first)).countUntil(end, count ?? Infinity);
}

/** The first day on which it can happen; exceptions are not taken off. */
export function firstDateOf({ first, rdates }: Recurrence): LocalDate {
  return rdates.reduce((earliest, date) => (date < earliest ? date : earliest), first);
}

/**
 * The last day on which it can happen, or `null` for an open end. Exceptions are not taken off; a count
 * is searched for by halving, so that a million costs no more than a hundred.
 */
export function lastDateOf(recurrence: Recurrence): LocalDate | null {
  const { first, last, count, rule, rdates } = recurrence;
  if (rule !== null && last === null && count === null) return null;
  let end = rule === null ? first : (last ?? endOfTime);
  if (rule !== null && count !== null) end = dateOfCount(recurrence, rule, count, end);
  return rdates.reduce((latest, date) => (date > latest ? date : latest), end);
}

function dateOfCount(recurrence: Recurrence, rule: Rule, count: number, end: LocalDate): LocalDate {
  const days = readRuleDays(rule, dayOf(recurrence.first));
  let below = dayOf(recurrence.first) - 1;
  let above = dayOf(end);
  for (let step = 1; below + step < above; step *= 2) {
    if (days.countUntil(below + step, count) < count) below += step;
    else above = below + step;
  }
  while (above - below > 1) {
    const middle = Math.floor((above + below) / 2);
    if (days.countUntil(middle, count) < count) below = middle;
    else above = middle;
  }
  return dateOf(above);
}

/** The next `count` days on which it happens, from a day on. */
export function nextDates(recurrence: Recurrence, from: LocalDate, count: number): LocalDate[] {
  return datesIn(recurrence, from, endOfTime, count);
}

function limitOf(date: LocalDate): DayNumber {
  return dayOf(date > endOfTime ? endOfTime : date);
}
