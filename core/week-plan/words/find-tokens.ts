import type { PlanNames } from '../names/plan-names.ts';
import { placesAt } from '../names/read-places.ts';
import { sessionAt } from '../names/session-names.ts';
import { titleAt } from '../names/title-index.ts';
import type { AlignedText } from './aligned-text.ts';
import { isMeant, isWordAt, matchAt } from './aligned-text.ts';
import { datesAt } from './date-words.ts';
import { lengthAt } from './length-words.ts';
import { relativeDayAt } from './relative-day-words.ts';
import { dayPartAt, timesAt } from './time-words.ts';
import type { Token } from './token.ts';
import { tokenOf } from './token.ts';
import { weekdaysAt } from './weekday-words.ts';
import type { Word } from './word-list.ts';
import { namesAt, wordsOf } from './word-list.ts';

const urgent = /(?:khan cap|hoa toc|khan|urgent|emergency)(?![a-z])/y;
const urgentForms = ['khẩn cấp', 'hỏa tốc', 'hoả tốc', 'khẩn', 'urgent', 'emergency'];
const priority = /(?:uu tien|priority)(?![a-z])/y;
/** Before "ưu tiên" in words of the item itself: "hộ ưu tiên", "được ưu tiên". */
const ofItem = /(?:ho|doi tuong|dien|vay|chinh sach|duoc|khu vuc|nguoi|che do|suat|muc|dang ky) +$/;

/** What a cell says of days, times and sessions; what it says besides is left to the reader. */
export function tokensOfCell(text: AlignedText, names: PlanNames): Token[] {
  return scan(text, (at) => tokenOfWhen(text, at, names, false));
}

/**
 * What a sentence says of a plan, with all that is its own title left alone: names of recordings and
 * programmes are not looked into.
 */
export function tokensOfSentence(text: AlignedText, names: PlanNames): Token[] {
  const held = heldNames(text, names);
  return scan(text, (at) => {
    const name = held.get(at);
    if (name !== undefined) return name;
    const token =
      placesAt(names.places, text, at) ??
      classAt(text, at) ??
      tokenOfWhen(text, at, names, true) ??
      lengthAt(text, at);
    // A name that begins within would be cut in two.
    return token && !reachesInto(token, held) ? token : null;
  });
}

function scan(text: AlignedText, read: (at: number) => Token | number | null): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.folded.length;) {
    const isStart = isWordAt(text.folded, at) && !isWordAt(text.folded, at - 1);
    const found = isStart ? read(at) : null;
    if (typeof found === 'number') at = found;
    else if (found && found.to > at) {
      tokens.push(found);
      at = found.to;
    } else at += 1;
  }
  return tokens;
}

function tokenOfWhen(
  text: AlignedText,
  at: number,
  names: PlanNames,
  isStrict: boolean,
): Token | null {
  return (
    datesAt(text, at, isStrict) ??
    weekdaysAt(text, at, isStrict) ??
    relativeDayAt(text, at, isStrict) ??
    timesAt(text, at, isStrict) ??
    sessionAt(names.sessions, text, at, isStrict) ??
    dayPartAt(text, at, isStrict)
  );
}

function classAt(text: AlignedText, at: number): Token | null {
  const match = matchAt(urgent, text.folded, at);
  if (match) {
    const to = at + match[0].length;
    const meaning = { kind: 'class', class: 'priority', isUrgent: true } as const;
    return isMeant(text, at, to, ...urgentForms) ? tokenOf(text, at, to, meaning, false) : null;
  }
  const asked = matchAt(priority, text.folded, at);
  if (!asked || ofItem.test(text.folded.slice(0, at))) return null;
  const meaning = { kind: 'class', class: 'priority', isUrgent: false } as const;
  return tokenOf(text, at, at + asked[0].length, meaning);
}

/** Where names of recordings and programmes begin, and where they end. */
function heldNames(text: AlignedText, names: PlanNames): Map<number, number> {
  const words = wordsOf(text.folded);
  const plain = words.map(({ word }) => word);
  const held = new Map<number, number>();
  for (let at = 0; at < words.length;) {
    const count = Math.max(titleAt(names.titles, plain, at), programmeWords(names, words, at));
    const [first, last] = [words[at], words[at + count - 1]];
    if (first && last && count > 0) held.set(first.from, last.to);
    at += Math.max(1, count);
  }
  return held;
}

function programmeWords(names: PlanNames, words: readonly Word[], at: number): number {
  const count = namesAt(names.programmes.names, words, at)?.count ?? 0;
  return count > 1 ? count : 0;
}

function reachesInto(token: Token, held: ReadonlyMap<number, number>): boolean {
  for (const from of held.keys()) if (from > token.from && from < token.to) return true;
  return false;
}
