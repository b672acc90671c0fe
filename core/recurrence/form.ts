import type { LocalDate, Weekday } from '../time/zoned.ts';
import { civilOf, dayOf, weekdayOfDay } from './civil.ts';
import type { OrdinalWeekday, Recurrence, Rule } from './recurrence.ts';

/** How a repetition ends: never, after a day, or after a number of days on which it happened. */
export type FormEnd =
  { by: 'never' } | { by: 'date'; last: LocalDate } | { by: 'count'; count: number };

/** One day of a month: a number (−1 the last), or an ordinal weekday. */
export type FormMonthDay = { by: 'day'; day: number } | ({ by: 'weekday' } & OrdinalWeekday);

interface Repeated {
  first: LocalDate;
  end: FormEnd;
  except: readonly LocalDate[];
}

/** What the console offers: Một lần, Hàng ngày, Hàng tuần, Hàng tháng, Hàng năm. */
export type Form =
  | { kind: 'once'; date: LocalDate }
  | ({ kind: 'daily'; everyDays: number } & Repeated)
  | ({ kind: 'weekly'; weekdays: readonly Weekday[] } & Repeated)
  | ({ kind: 'monthly'; on: FormMonthDay } & Repeated)
  | ({ kind: 'yearly'; month: number; on: FormMonthDay } & Repeated);

/** The recurrence of a form. */
export function fromForm(form: Form): Recurrence {
  if (form.kind === 'once')
    return { first: form.date, last: null, count: null, rule: null, exdates: [], rdates: [] };
  return {
    first: form.first,
    last: form.end.by === 'date' ? form.end.last : null,
    count: form.end.by === 'count' ? form.end.count : null,
    rule: ruleOf(form),
    exdates: form.except,
    rdates: [],
  };
}

/** The form that gives a recurrence, or `custom` where none does. */
export function toForm(recurrence: Recurrence): Form | 'custom' {
  const { first, last, count, rule, exdates, rdates } = recurrence;
  if (rdates.length > 0 || (last !== null && count !== null)) return 'custom';
  if (rule === null) {
    const isPlain = last === null && count === null && exdates.length === 0;
    return isPlain ? { kind: 'once', date: first } : 'custom';
  }
  const repeated = { first, end: endOf(last, count), except: exdates };
  if (rule.freq === 'daily') return { kind: 'daily', everyDays: rule.interval, ...repeated };
  if (rule.interval !== 1) return 'custom';
  if (rule.freq === 'weekly') return { kind: 'weekly', weekdays: rule.weekdays, ...repeated };
  const on = onlyDayOf(rule);
  if (on === null) return 'custom';
  if (rule.freq === 'monthly') return { kind: 'monthly', on, ...repeated };
  const [month, ...others] = rule.months;
  if (month === undefined || others.length > 0) return 'custom';
  return { kind: 'yearly', month, on, ...repeated };
}

/** What a month form offers for a day: its number and its ordinal weekday, and the last where it is the last. */
export function monthDaysFor(date: LocalDate): FormMonthDay[] {
  const number = dayOf(date);
  const { month, day } = civilOf(number);
  const weekday = weekdayOfDay(number);
  const choices: FormMonthDay[] = [
    { by: 'day', day },
    { by: 'weekday', ordinal: Math.ceil(day / 7), weekday },
  ];
  if (civilOf(number + 7).month !== month) choices.push({ by: 'weekday', ordinal: -1, weekday });
  if (civilOf(number + 1).month !== month) choices.push({ by: 'day', day: -1 });
  return choices;
}

function ruleOf(form: Exclude<Form, { kind: 'once' }>): Rule {
  switch (form.kind) {
    case 'daily':
      return { freq: 'daily', interval: form.everyDays };
    case 'weekly':
      return { freq: 'weekly', interval: 1, weekdays: form.weekdays };
    case 'monthly':
      return { freq: 'monthly', interval: 1, on: monthDaysOf(form.on) };
    case 'yearly':
      return { freq: 'yearly', interval: 1, months: [form.month], on: monthDaysOf(form.on) };
  }
}

function monthDaysOf(on: FormMonthDay) {
  return on.by === 'day'
    ? { by: 'day' as const, days: [on.day] }
    : { by: 'weekday' as const, weekdays: [{ ordinal: on.ordinal, weekday: on.weekday }] };
}

function onlyDayOf({ on }: Extract<Rule, { freq: 'monthly' | 'yearly' }>): FormMonthDay | null {
  if (on.by === 'day') {
    const [day, ...others] = on.days;
    return day === undefined || others.length > 0 ? null : { by: 'day', day };
  }
  const [only, ...others] = on.weekdays;
  return only === undefined || others.length > 0 ? null : { by: 'weekday', ...only };
}

function endOf(last: LocalDate | null, count: number | null): FormEnd {
  if (last !== null) return { by: 'date', last };
  return count === null ? { by: 'never' } : { by: 'count', count };
}
