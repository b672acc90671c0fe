import type { Weekday } from '../time/zoned.ts';
import type { DayNumber } from './civil.ts';
import {
  civilOf,
  dayNumberOf,
  mondayOfWeek,
  monthLength,
  weekOfDay,
  weekdayOfDay,
} from './civil.ts';
import { readMonthDays } from './month-days.ts';
import type { MonthDays, Rule } from './recurrence.ts';

/** The days of a rule whose periods are counted from the one that holds `first`. */
export interface RuleDays {
  /** Its days in [from, to], ascending; none before `first`. */
  between(from: DayNumber, to: DayNumber): Iterable<DayNumber>;
  /** How many days it has in [first, to]; stops counting at `atMost`. */
  countUntil(to: DayNumber, atMost: number): number;
}

/** Reads a rule once, so that asking is cheap. */
export function readRuleDays(rule: Rule, first: DayNumber): RuleDays {
  const interval = Math.max(1, rule.interval);
  switch (rule.freq) {
    case 'daily':
      return dailyDays(interval, first);
    case 'weekly':
      return weeklyDays(interval, rule.weekdays, first);
    case 'monthly':
      return monthlyDays(first, rule.on, (fromMonth) => {
        const start = monthOf(first);
        return {
          month: nextInStep(start, interval, fromMonth),
          after: (month) => month + interval,
        };
      });
    case 'yearly':
      return monthlyDays(first, rule.on, yearlySteps(interval, rule.months, first));
  }
}

function dailyDays(interval: number, first: DayNumber): RuleDays {
  return {
    *between(from, to) {
      for (let day = nextInStep(first, interval, from); day <= to; day += interval) yield day;
    },
    countUntil: (to, atMost) =>
      to < first ? 0 : Math.min(atMost, Math.floor((to - first) / interval) + 1),
  };
}

function weeklyDays(interval: number, weekdays: readonly Weekday[], first: DayNumber): RuleDays {
  const sorted = [...new Set(weekdays)].sort((a, b) => a - b);
  const firstWeek = weekOfDay(first);
  const within = (week: number, from: DayNumber, to: DayNumber) =>
    sorted
      .map((weekday) => mondayOfWeek(week) + weekday - 1)
      .filter((day) => day >= from && day <= to);
  return {
    *between(from, to) {
      if (sorted.length === 0) return;
      const begin = Math.max(from, first);
      const lastWeek = weekOfDay(to);
      let week = nextInStep(firstWeek, interval, weekOfDay(begin));
      for (; week <= lastWeek; week += interval) yield* within(week, begin, to);
    },
    countUntil(to, atMost) {
      if (to < first) return 0;
      const weeks = Math.floor((weekOfDay(to) - firstWeek) / interval);
      const lastWeek = firstWeek + weeks * interval;
      const inLast = within(lastWeek, first, to).length;
      if (weeks === 0) return Math.min(atMost, inLast);
      const inFirst = within(firstWeek, first, to).length;
      return Math.min(atMost, inFirst + (weeks - 1) * sorted.length + inLast);
    },
  };
}

/** The months of a rule from a month on, months counted from year 0. */
type Months = (from: number) => { month: number; after: (month: number) => number };

function monthlyDays(first: DayNumber, on: MonthDays, months: Months): RuleDays {
  const daysIn = readMonthDays(on);
  const monthsBetween = function* (from: DayNumber, to: DayNumber) {
    const lastMonth = monthOf(to);
    const steps = months(monthOf(from));
    for (let month = steps.month; month <= lastMonth; month = steps.after(month)) {
      const start = startOfMonth(month);
      const length = monthLength(Math.floor(month / 12), (month % 12) + 1);
      yield { start, days: daysIn(length, weekdayOfDay(start)), length };
    }
  };
  return {
    *between(from, to) {
      const begin = Math.max(from, first);
      for (const { start, days } of monthsBetween(begin, to)) {
        for (const dayOfMonth of days) {
          const day = start + dayOfMonth - 1;
          if (day >= begin && day <= to) yield day;
        }
      }
    },
    countUntil(to, atMost) {
      let count = 0;
      if (to < first) return count;
      for (const { start, days, length } of monthsBetween(first, to)) {
        const isWhole = start >= first && start + length - 1 <= to;
        count += isWhole
          ? days.length
          : days.filter((day) => start + day > first && start + day - 1 <= to).length;
        if (count >= atMost) return atMost;
      }
      return count;
    },
  };
}

function yearlySteps(interval: number, months: readonly number[], first: DayNumber): Months {
  const sorted = [...new Set(months)].filter((month) => month >= 1 && month <= 12);
  sorted.sort((a, b) => a - b);
  const firstYear = civilOf(first).year;
  const next = (from: number): number => {
    const year = nextInStep(firstYear, interval, Math.floor(from / 12));
    for (const month of sorted) if (year * 12 + month - 1 >= from) return year * 12 + month - 1;
    return sorted[0] === undefined ? Infinity : (year + interval) * 12 + sorted[0] - 1;
  };
  return (from) => ({ month: next(from), after: (month) => next(month + 1) });
}

/** The first of start, start + step … that is not before `from`. */
function nextInStep(start: number, step: number, from: number): number {
  return from <= start ? start : start + Math.ceil((from - start) / step) * step;
}

function monthOf(day: DayNumber): number {
  const { year, month } = civilOf(day);
  return year * 12 + month - 1;
}

function startOfMonth(month: number): DayNumber {
  return dayNumberOf({ year: Math.floor(month / 12), month: (month % 12) + 1, day: 1 });
}
