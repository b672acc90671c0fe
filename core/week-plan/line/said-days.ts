import type { Weekday } from '../../time/zoned.ts';
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
}

export function saidDays(tokens: readonly Token[]): SaidDays {
  const weekdays = tokens.filter(isKind('weekdays'));
  return {
    dates: tokens.filter(isKind('dates')),
    weekdays: [...new Set(weekdays.flatMap((token) => token.weekdays))].sort((a, b) => a - b),
    offsets: tokens.filter(isKind('offset')).map(({ days }) => days),
    isEveryDay: tokens.some(isKind('everyDay')),
    cycle: tokens.find(isKind('cycle'))?.freq ?? null,
    weekShift: tokens.find(isKind('week'))?.shift ?? null,
    isEach: weekdays.some(({ isEach }) => isEach),
  };
}

function isKind<Kind extends Meaning['kind']>(kind: Kind) {
  return (token: Token): token is TokenOf<Kind> => token.kind === kind;
}
