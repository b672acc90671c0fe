import type { Weekday } from '../../time/zoned.ts';
import { allWeekdays } from '../../time/zoned.ts';
import type { Meaning, Token, TokenOf } from '../words/token.ts';

/** What the tokens of a line say of its days, by kind. */
export interface SaidDays {
  dates: readonly TokenOf<'dates'>[];
  weekdays: readonly Weekday[];
  /** Days from today. */
  offsets: readonly number[];
  isEveryDay: boolean;
  cycle: 'weekly' | 'monthly' | null;
  /** Weeks from this one. */
  weekShift: number | null;
  /** Said of each such weekday: "mỗi thứ 3". */
  isEach: boolean;
  /** Days are left out of nothing. */
  isUnclear: boolean;
}

export function saidDays(tokens: readonly Token[]): SaidDays {
  const dates = tokens.filter(isKind('dates'));
  const weekdays = tokens.filter(isKind('weekdays'));
  const of = (isExcept: boolean) =>
    weekdays.filter((each) => each.isExcept === isExcept).flatMap((each) => each.weekdays);
  const [kept, left] = [of(false), of(true)];
  const isEveryDay = tokens.some(isKind('everyDay'));
  const isWhole = isEveryDay || dates.some(({ through }) => through !== null);
  // What is left out leaves the rest of what was said, or of all days.
  const base = kept.length === 0 && left.length > 0 ? allWeekdays : kept;
  return {
    dates,
    weekdays: allWeekdays.filter((day) => base.includes(day) && !left.includes(day)),
    isUnclear: left.length > 0 && kept.length === 0 && !isWhole,
    offsets: tokens.filter(isKind('offset')).map(({ days }) => days),
    isEveryDay,
    cycle: tokens.find(isKind('cycle'))?.freq ?? null,
    weekShift: tokens.find(isKind('week'))?.shift ?? null,
    isEach: weekdays.some(({ isEach }) => isEach),
  };
}

function isKind<Kind extends Meaning['kind']>(kind: Kind) {
  return (token: Token): token is TokenOf<Kind> => token.kind === kind;
}
