import type { LocalDate } from '../time/zoned.ts';
import { isLocalDate } from './civil.ts';
import { nextDates } from './occurs-on.ts';
import type { MonthDays, OrdinalWeekday, Recurrence, Rule } from './recurrence.ts';

/** What is wrong with a recurrence; `value` is what was given. */
export type RecurrenceFault =
  | { code: 'not_a_date'; field: 'first' | 'last' | 'exdates' | 'rdates'; value: string }
  | { code: 'last_before_first'; value: LocalDate }
  | { code: 'count_and_last' }
  | { code: 'bad_count'; value: number; max: number }
  /** A single day needs neither a last day nor a count. */
  | { code: 'end_without_rule' }
  | { code: 'bad_interval'; value: number; max: number }
  | { code: 'no_weekdays' | 'no_days' | 'no_months' }
  | { code: 'bad_weekday' | 'bad_day' | 'bad_ordinal' | 'bad_month'; value: number }
  | { code: 'too_many'; field: 'exdates' | 'rdates'; value: number; max: number }
  /** The rule has no day at all (30 February), or every day is left out. */
  | { code: 'never' };

export const recurrenceLimits = { interval: 9999, count: 100_000, dates: 1000 };

/** The first fault of a recurrence, or `null` where it can be kept. */
export function faultOf(recurrence: Recurrence): RecurrenceFault | null {
  const { first, exdates, rdates } = recurrence;
  return (
    dateFault('first', [first]) ??
    datesFault('exdates', exdates) ??
    datesFault('rdates', rdates) ??
    endFault(recurrence) ??
    (recurrence.rule && ruleFault(recurrence.rule)) ??
    (nextDates(recurrence, '0000-01-01', 1).length === 0 ? { code: 'never' } : null)
  );
}

function dateFault(
  field: 'first' | 'last' | 'exdates' | 'rdates',
  dates: readonly LocalDate[],
): RecurrenceFault | null {
  const value = dates.find((date) => !isLocalDate(date));
  return value === undefined ? null : { code: 'not_a_date', field, value };
}

function datesFault(
  field: 'exdates' | 'rdates',
  dates: readonly LocalDate[],
): RecurrenceFault | null {
  const max = recurrenceLimits.dates;
  if (dates.length > max) return { code: 'too_many', field, value: dates.length, max };
  return dateFault(field, dates);
}

function endFault({ first, last, count, rule }: Recurrence): RecurrenceFault | null {
  if (rule === null) return last === null && count === null ? null : { code: 'end_without_rule' };
  if (last !== null && count !== null) return { code: 'count_and_last' };
  const max = recurrenceLimits.count;
  if (count !== null && !isWithin(count, 1, max)) return { code: 'bad_count', value: count, max };
  if (last === null) return null;
  return (
    dateFault('last', [last]) ?? (last < first ? { code: 'last_before_first', value: last } : null)
  );
}

function ruleFault(rule: Rule): RecurrenceFault | null {
  const max = recurrenceLimits.interval;
  if (!isWithin(rule.interval, 1, max)) return { code: 'bad_interval', value: rule.interval, max };
  switch (rule.freq) {
    case 'daily':
      return null;
    case 'weekly': {
      if (rule.weekdays.length === 0) return { code: 'no_weekdays' };
      const value = rule.weekdays.find((weekday) => !isWithin(weekday, 1, 7));
      return value === undefined ? null : { code: 'bad_weekday', value };
    }
    case 'monthly':
      return monthDaysFault(rule.on);
    case 'yearly': {
      if (rule.months.length === 0) return { code: 'no_months' };
      const value = rule.months.find((month) => !isWithin(month, 1, 12));
      return value === undefined ? monthDaysFault(rule.on) : { code: 'bad_month', value };
    }
  }
}

function monthDaysFault(on: MonthDays): RecurrenceFault | null {
  if (on.by === 'day') {
    if (on.days.length === 0) return { code: 'no_days' };
    const value = on.days.find((day) => !isWithin(Math.abs(day), 1, 31));
    return value === undefined ? null : { code: 'bad_day', value };
  }
  if (on.weekdays.length === 0) return { code: 'no_weekdays' };
  return on.weekdays.reduce<RecurrenceFault | null>(
    (fault, each) => fault ?? ordinalFault(each),
    null,
  );
}

function ordinalFault({ ordinal, weekday }: OrdinalWeekday): RecurrenceFault | null {
  if (!isWithin(weekday, 1, 7)) return { code: 'bad_weekday', value: weekday };
  return isWithin(Math.abs(ordinal), 1, 5) ? null : { code: 'bad_ordinal', value: ordinal };
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
