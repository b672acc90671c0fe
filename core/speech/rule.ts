import type { Dictionary } from './dictionary.ts';

/** What a piece of text sounds like. */
export interface Reading {
  /** Of the piece, in UTF-16 units; at least 1. */
  length: number;
  /** `''`: nothing is said. */
  said: string;
  /** A number, a date, an amount: a dash between two of them means "đến". */
  isAmount?: boolean;
  /** A date: what stands beside it is more likely one too. */
  isDate?: boolean;
}

/** What stands before the place that is being read. */
export interface Context {
  dictionary: Dictionary;
  /** The last words of the sentence as they were written, in small letters, newest first. */
  words: readonly string[];
  /** Whether nothing but spaces stands before it in its line. */
  isLineStart: boolean;
  /** Whether the line has capital letters alone. */
  isHeading: boolean;
  /** The piece before, spaces apart. */
  last: Reading | null;
  /** Whether a date stands before it, with no more than a comma, a dash or "và" between. */
  isNearDate: boolean;
}

/** Reads what begins at a place, or leaves it to the next rule. The text is one that `clean` made. */
export type Rule = (text: string, at: number, context: Context) => Reading | null;

/** The match of a sticky pattern at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Whether the word before is one of these. */
export function isAfter(context: Context, words: ReadonlySet<string>): boolean {
  return words.has(context.words[0] ?? '');
}

/** Words before the number of a house or a lane, which may hold a slash. */
export const beforeHouse: ReadonlySet<string> = new Set([
  'số',
  'ngõ',
  'ngách',
  'hẻm',
  'nhà',
  'thửa',
  'kiệt',
]);
