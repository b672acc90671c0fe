import type { LocalDate } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';
import { countBefore, isRuleDate, nextDates, occursOn, ruleDatesFrom } from './occurs-on.ts';
import type { Recurrence } from './recurrence.ts';

/** Without one day; the same where it did not happen on it. */
export function exceptOne(recurrence: Recurrence, date: LocalDate): Recurrence {
  if (!occursOn(recurrence, date)) return recurrence;
  const rdates = recurrence.rdates.filter((each) => each !== date);
  if (!isRuleDate(recurrence, date)) return { ...recurrence, rdates };
  return { ...recurrence, rdates, exdates: [...recurrence.exdates, date].sort() };
}

/** What stays of a series that ends before a day; `null` where nothing does. */
export function endBefore(recurrence: Recurrence, date: LocalDate): Recurrence | null {
  const { first, last, count, rule } = recurrence;
  const exdates = recurrence.exdates.filter((each) => each < date);
  const rdates = recurrence.rdates.filter((each) => each < date);
  const hasEnded =
    rule === null ||
    (count !== null && countBefore(recurrence, date) >= count) ||
    (last !== null && last < date);
  if (first >= date) return onDates(rdates, exdates);
  if (hasEnded) return orNull({ ...recurrence, exdates, rdates });
  return orNull({ ...recurrence, last: addDays(date, -1), count: null, exdates, rdates });
}

/**
 * What a series gives from a day on, as a series of its own: it begins on the next day of the rule, so that
 * an interval keeps its step, and has what is left of a count. `null` where nothing follows.
 */
export function beginAt(recurrence: Recurrence, date: LocalDate): Recurrence | null {
  const exdates = recurrence.exdates.filter((each) => each >= date);
  const rdates = recurrence.rdates.filter((each) => each >= date);
  const [first] = ruleDatesFrom(recurrence, date);
  const { count } = recurrence;
  if (first === undefined) return onDates(rdates, exdates);
  const left = count === null ? null : count - countBefore(recurrence, date);
  return orNull({ ...recurrence, first, count: left, exdates, rdates });
}

/** What a change of rule would lose: single days that were edited or left out and are no days any more. */
export interface LostExceptions {
  /** Left out before, and now not days of the rule, so that the exception means nothing. */
  exdates: LocalDate[];
  /** Days with changes of their own on which it would not happen any more. */
  edited: LocalDate[];
}

/** The exceptions of `before` that lose their day in `after`, of them `editedDates` that happened. */
export function lostExceptions(
  before: Recurrence,
  after: Recurrence,
  editedDates: readonly LocalDate[] = [],
): LostExceptions {
  return {
    exdates: before.exdates.filter((date) => hadDate(before, date) && !hadDate(after, date)).sort(),
    edited: editedDates.filter((date) => occursOn(before, date) && !occursOn(after, date)).sort(),
  };
}

function hadDate(recurrence: Recurrence, date: LocalDate): boolean {
  return isRuleDate(recurrence, date) || recurrence.rdates.includes(date);
}

function onDates(rdates: readonly LocalDate[], exdates: readonly LocalDate[]): Recurrence | null {
  const [first, ...others] = rdates.filter((date) => !exdates.includes(date)).sort();
  if (first === undefined) return null;
  return { first, last: null, count: null, rule: null, exdates: [], rdates: others };
}

function orNull(recurrence: Recurrence): Recurrence | null {
  return nextDates(recurrence, '0000-01-01', 1).length === 0 ? null : recurrence;
}
