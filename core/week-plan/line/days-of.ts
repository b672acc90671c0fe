import { dayOf } from '../../recurrence/civil.ts';
import { lastDateOf } from '../../recurrence/occurs-on.ts';
import type { LocalDate, Weekday } from '../../time/zoned.ts';
import { addDays, allWeekdays, weekdayOf } from '../../time/zoned.ts';
import type { Days } from '../plan-line.ts';
import type { Problem } from '../problem.ts';
import type { Token, TokenOf } from '../words/token.ts';
import { repeatedDays } from './repeated-days.ts';
import type { SaidDays } from './said-days.ts';
import { saidDays } from './said-days.ts';
import type { DayFrame } from './spoken-date.ts';
import { dateOfSpoken, mondayOf, openFrom, spanOf } from './spoken-date.ts';

export interface FoundDays {
  days: Days | null;
  /** Whether each day was said in full. */
  isPlain: boolean;
  problems: Problem[];
}

const mostInSpan = 366;

/** The days that the tokens of one line say together. */
export function daysOf(tokens: readonly Token[], frame: DayFrame): FoundDays {
  const value = tokens.map(({ raw }) => raw).join(' ');
  if (tokens.length === 0) return faulty({ code: 'day_missing' });
  if (tokens.some(({ kind }) => kind === 'unclear')) return faulty({ code: 'day_unclear', value });
  const said = saidDays(tokens);
  if (said.isUnclear) return faulty({ code: 'day_unclear', value });
  const repeated = frame.reading === 'open' ? repeatedDays(said, frame) : null;
  if (repeated === 'unclear') return faulty({ code: 'day_unclear', value });
  if (repeated) {
    const { recurrence, isPlain } = repeated;
    const last = lastDateOf(recurrence);
    const isOver = last !== null && last < frame.today;
    const problems: Problem[] = isOver ? [{ code: 'in_past', dates: [last] }] : [];
    return { days: { kind: 'repeated', recurrence }, isPlain, problems };
  }
  const dates = datesOf(said, frame, value);
  if (!Array.isArray(dates)) return faulty(dates);
  const inOrder = [...new Set(dates)].sort();
  const past = inOrder.filter((date) => date < frame.today);
  return {
    days: { kind: 'dates', dates: inOrder },
    isPlain: said.dates.length > 0 && tokens.every(isWhole),
    problems: past.length > 0 ? [{ code: 'in_past', dates: past }] : [],
  };
}

function datesOf(said: SaidDays, frame: DayFrame, value: string): LocalDate[] | Problem {
  const unclear: Problem = { code: 'day_unclear', value };
  if (said.cycle === 'monthly' || said.dates.some(({ edge }) => edge !== null)) return unclear;
  const singles = said.dates.filter(({ through }) => through === null);
  const spans = said.dates.filter(({ through }) => through !== null);
  const all: LocalDate[] = [];
  for (const offset of said.offsets) {
    const date = addDays(frame.today, offset);
    if (isOff(date, said.weekdays)) return mismatch(date, said.weekdays, value);
    all.push(date);
  }
  for (const spoken of singles.flatMap(({ dates }) => dates)) {
    const date = dateOfSpoken(spoken, frame);
    if (date === null) return unclear;
    const weekdays = spoken.weekday === null ? said.weekdays : [spoken.weekday];
    if (isOff(date, weekdays)) return mismatch(date, weekdays, value);
    all.push(date);
  }
  // "t3 t5 24/11": the other weekday has no day.
  const isLacking = said.weekdays.some((weekday) =>
    all.every((date) => weekdayOf(date) !== weekday),
  );
  if (all.length > 0 && spans.length === 0 && isLacking) return unclear;
  for (const span of spans) {
    const days = daysOfSpan(span, frame, value);
    if (!Array.isArray(days)) return days;
    all.push(...days.filter((date) => !isOff(date, said.weekdays)));
  }
  if (singles.length + spans.length + said.offsets.length === 0)
    return daysOfWeek(said, frame, value);
  const isMixed = said.isEveryDay && spans.length === 0;
  return all.length === 0 || isMixed || said.weekShift !== null ? unclear : all;
}

/** The days of a week that are said by their weekdays alone. */
function daysOfWeek(said: SaidDays, frame: DayFrame, value: string): LocalDate[] | Problem {
  const { weekdays, weekShift, isEveryDay } = said;
  if (weekdays.length === 0 && !isEveryDay) return { code: 'day_unclear', value };
  const all: readonly Weekday[] = weekdays.length > 0 ? weekdays : allWeekdays;
  if (frame.reading === 'week') {
    const { monday } = frame;
    if (weekShift !== null) return { code: 'day_unclear', value };
    if (monday === null) return { code: 'week_unclear', value };
    return all.map((weekday) => addDays(monday, weekday - 1));
  }
  if (weekShift !== null) {
    const monday = addDays(mondayOf(frame.today), weekShift * 7);
    return all.map((weekday) => addDays(monday, weekday - 1));
  }
  // The next one that is not over, in the week in view where that lies ahead.
  const from = openFrom(frame);
  return all.map((weekday) => addDays(from, (weekday - weekdayOf(from) + 7) % 7));
}

function daysOfSpan(
  token: TokenOf<'dates'>,
  frame: DayFrame,
  value: string,
): LocalDate[] | Problem {
  const span = spanOf(token, frame);
  const [start] = token.dates;
  if (!span || !start || !token.through) return { code: 'day_unclear', value };
  const { from, to } = span;
  const ends = [[start.weekday, from] as const, [token.through.weekday, to] as const];
  for (const [weekday, date] of ends)
    if (weekday !== null && isOff(date, [weekday])) return mismatch(date, [weekday], value);
  const days = dayOf(to) - dayOf(from);
  if (days > mostInSpan) return { code: 'day_unclear', value };
  return Array.from({ length: days + 1 }, (_, index) => addDays(from, index));
}

/** A day in full, or the weekday beside it. */
function isWhole(token: Token): boolean {
  return token.kind === 'weekdays' || (token.kind === 'dates' && token.isPlain);
}

function isOff(date: LocalDate, weekdays: readonly Weekday[]): boolean {
  return weekdays.length > 0 && !weekdays.includes(weekdayOf(date));
}

function mismatch(date: LocalDate, weekdays: readonly Weekday[], value: string): Problem {
  return { code: 'weekday_date_mismatch', value, date, weekday: weekdays[0] ?? weekdayOf(date) };
}

function faulty(problem: Problem): FoundDays {
  return { days: null, isPlain: false, problems: [problem] };
}
