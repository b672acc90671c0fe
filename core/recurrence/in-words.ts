import type { LocalDate, Weekday } from '../time/zoned.ts';
import { weekdayOf } from '../time/zoned.ts';
import { nextDates } from './occurs-on.ts';
import type { MonthDays, Recurrence, Rule } from './recurrence.ts';
import { wordsEn } from './words-en.ts';
import { wordsVi } from './words-vi.ts';
import type { Words } from './words.ts';

export type Language = 'vi' | 'en';

/** A recurrence in a plain sentence without its full stop: "Thứ 3, thứ 5 hàng tuần, từ 24/11/2026". */
export function inWords(recurrence: Recurrence, language: Language): string {
  const words = wordsOf(language);
  const { first, last, count, rule, exdates, rdates } = recurrence;
  const parts = [rule === null ? words.once(first) : ruleInWords(rule, words)];
  if (rule !== null) parts.push(words.from(first) + (last === null ? '' : words.through(last)));
  if (rule !== null && count !== null) parts.push(words.times(count));
  const left = [...new Set(exdates)].sort();
  const more = [...new Set(rdates)].filter((date) => !left.includes(date)).sort();
  if (left.length > 0) parts.push(words.except(left));
  if (more.length > 0) parts.push(words.also(more));
  return capitalised(parts.join(', '));
}

/** The next days, with their weekday: "Thứ 3, 24/11/2026". */
export function nextInWords(
  recurrence: Recurrence,
  from: LocalDate,
  count: number,
  language: Language,
): string[] {
  const words = wordsOf(language);
  return nextDates(recurrence, from, count).map((date) =>
    capitalised(`${words.weekday(weekdayOf(date))}, ${words.date(date)}`),
  );
}

function ruleInWords(rule: Rule, words: Words): string {
  switch (rule.freq) {
    case 'daily':
      return words.every('daily', rule.interval, '');
    case 'weekly':
      return words.every('weekly', rule.interval, weekdaysInWords(rule.weekdays, words));
    case 'monthly':
      return words.every('monthly', rule.interval, words.list(monthDays(rule.on, words)));
    case 'yearly':
      return words.every('yearly', rule.interval, yearDays(rule.months, rule.on, words));
  }
}

/** Three weekdays and more that follow each other are said as "Monday to Friday". */
function weekdaysInWords(weekdays: readonly Weekday[], words: Words): string {
  const runs: Weekday[][] = [];
  for (const weekday of [...new Set(weekdays)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === weekday - 1) run.push(weekday);
    else runs.push([weekday]);
  }
  const names = runs.flatMap((run) => {
    const [from, to] = [run[0], run.at(-1)];
    if (run.length < 3 || from === undefined || to === undefined) return run.map(words.weekday);
    return [words.weekdaysThrough(from, to)];
  });
  return words.list(names);
}

function monthDays(on: MonthDays, words: Words): string[] {
  if (on.by === 'weekday') return on.weekdays.map(words.ordinalWeekday);
  // From the first to the last of the month, those counted from its end behind.
  const forward = on.days.filter((day) => day > 0).sort((a, b) => a - b);
  const backward = on.days.filter((day) => day < 0).sort((a, b) => a - b);
  return [...new Set([...forward, ...backward])].map(words.monthDay);
}

function yearDays(months: readonly number[], on: MonthDays, words: Words): string {
  const sorted = [...new Set(months)].sort((a, b) => a - b);
  if (on.by === 'day' && on.days.every((day) => day > 0)) {
    const days = [...new Set(on.days)].sort((a, b) => a - b);
    return words.list(sorted.flatMap((month) => days.map((day) => words.yearDay(day, month))));
  }
  return words.ofMonths(words.list(monthDays(on, words)), sorted);
}

function wordsOf(language: Language): Words {
  return language === 'vi' ? wordsVi : wordsEn;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
