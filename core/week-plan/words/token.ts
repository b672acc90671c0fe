import type { BroadcastClass } from '../../playlist/playlist.ts';
import type { Weekday } from '../../time/zoned.ts';
import type { CellRef, Certainty, Places } from '../plan-line.ts';
import type { Problem } from '../problem.ts';
import type { AlignedText } from './aligned-text.ts';

export type DayPart = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night';

/** A day as it was said; what was left out is `null`. */
export interface SpokenDate {
  weekday: Weekday | null;
  day: number;
  month: number | null;
  year: number | null;
}

/** A time as it was said: 5 may still mean 17:00, where its part of the day says so. */
export interface SpokenTime {
  hour: number;
  minute: number;
  second: number;
  part: DayPart | null;
  /** Written with two digits and a colon, so that 05:00 is no afternoon. */
  isPadded: boolean;
}

/** What a run of words says. */
export type Meaning =
  /** The days, or all days from the first through `through`; `edge` where they open or end a repetition. */
  | {
      kind: 'dates';
      dates: readonly SpokenDate[];
      through: SpokenDate | null;
      edge: 'from' | 'until' | null;
    }
  /** `isExcept`: left out of other days. */
  | { kind: 'weekdays'; weekdays: readonly Weekday[]; isEach: boolean; isExcept: boolean }
  /** Days from today. */
  | { kind: 'offset'; days: number }
  | { kind: 'everyDay' }
  | { kind: 'cycle'; freq: 'weekly' | 'monthly' }
  /** This week (0) or the next (1). */
  | { kind: 'week'; shift: number }
  | { kind: 'time'; time: SpokenTime; end: SpokenTime | null }
  | { kind: 'dayPart'; part: DayPart }
  | { kind: 'session'; keys: readonly string[] }
  | { kind: 'length'; ms: number }
  /** `null` where `problems` say why. */
  | { kind: 'places'; places: Places | null; problems: readonly Problem[] }
  | { kind: 'class'; class: BroadcastClass; isUrgent: boolean }
  /** A day of the moon, and others that say nothing of the plan. */
  | { kind: 'aside' }
  | { kind: 'unclear'; about: 'day' | 'time' | 'session' | 'length' };

/** A run of words of a text, `to` not included. */
export type Token = Meaning & {
  from: number;
  to: number;
  raw: string;
  /** Whether it says all there is to say, in the usual way. */
  isPlain: boolean;
};

export type TokenOf<Kind extends Meaning['kind']> = Extract<Token, { kind: Kind }>;

export function tokenOf(
  text: AlignedText,
  from: number,
  to: number,
  meaning: Meaning,
  isPlain = true,
): Token {
  return { ...meaning, from, to, raw: text.raw.slice(from, to).trim(), isPlain };
}

/** A token and where it stood. */
export type Placed<T extends Token = Token> = T & { cell: CellRef; certainty: Certainty };

/** What a token is about: of each, one statement in a line counts. */
export type Topic = 'day' | 'time' | 'part' | 'length' | 'places' | 'class' | 'aside';

export function topicOf(token: Token): Topic {
  switch (token.kind) {
    case 'dates':
    case 'weekdays':
    case 'offset':
    case 'everyDay':
    case 'cycle':
    case 'week':
      return 'day';
    case 'dayPart':
    case 'session':
      return 'part';
    case 'unclear':
      return token.about === 'session' ? 'part' : token.about;
    default:
      return token.kind;
  }
}
