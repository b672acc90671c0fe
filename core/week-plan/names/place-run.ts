import type { Problem } from '../problem.ts';
import type { AlignedText } from '../words/aligned-text.ts';
import { matchAt } from '../words/aligned-text.ts';
import type { Word } from '../words/word-list.ts';
import { namesAt } from '../words/word-list.ts';
import type { PlaceNames } from './place-names.ts';
import { idsOf, kindAt, wordsFrom } from './place-names.ts';

const joint = / *(?:(,|;|\+|&|\/|va(?= )|and(?= ))|(-+>?|>|den(?= )|toi(?= )|to(?= ))) */y;
/** A number before one of these counts something else. */
const counted =
  /[:/%h]| *(?:ho|nguoi|trieu|nghin|dong|phut|gio|ngay|lan|bai|tin|em|chau|p|h)(?![a-z])/y;
const mostInRange = 100;

/** What has been read of a list of places. */
export interface PlaceList {
  everywhere: boolean;
  areaIds: Set<string>;
  exceptIds: Set<string>;
  problems: Problem[];
}

export function emptyList(): PlaceList {
  const sets = { areaIds: new Set<string>(), exceptIds: new Set<string>() };
  return { everywhere: false, ...sets, problems: [] };
}

interface Unit {
  to: number;
  ids: readonly string[];
  /** The words before its number, where it has one. */
  prefix: readonly string[] | null;
  number: number;
}

/** Reads places that follow each other into the list; where they end, or `null` for none. */
export function readRun(
  known: PlaceNames,
  text: AlignedText,
  at: number,
  list: PlaceList,
  into: Set<string>,
): number | null {
  let unit = unitAt(known, text, at, null);
  if (!unit) return null;
  take(text, at, unit, list, into);
  for (;;) {
    const match = matchAt(joint, text.folded, unit.to);
    const from: number = unit.to + (match?.[0].length ?? 0);
    const next: Unit | null = match && unitAt(known, text, from, unit.prefix);
    if (!match || !next) return unit.to;
    const isSpan = match[2] !== undefined && unit.prefix !== null && next.prefix !== null;
    if (isSpan) takeBetween(known, unit, next, list, into);
    take(text, from, next, list, into);
    unit = next;
  }
}

function take(text: AlignedText, at: number, unit: Unit, list: PlaceList, into: Set<string>) {
  const value = text.raw.slice(at, unit.to).trim();
  const said = /^\d/.test(value) && unit.prefix ? `${unit.prefix.join(' ')} ${value}` : value;
  takeIds(unit.ids, said, list, into);
}

function takeIds(ids: readonly string[], value: string, list: PlaceList, into: Set<string>) {
  const [id] = ids;
  if (id === undefined) list.problems.push({ code: 'place_unknown', value });
  else if (ids.length > 1)
    list.problems.push({ code: 'place_ambiguous', value, candidates: [...ids] });
  else into.add(id);
}

/** The numbers between the ends of "xóm 1 đến xóm 5". */
function takeBetween(known: PlaceNames, from: Unit, to: Unit, list: PlaceList, into: Set<string>) {
  if (to.number <= from.number || to.number - from.number > mostInRange) {
    const value = `${from.number}-${to.number}`;
    list.problems.push({ code: 'place_unknown', value });
    return;
  }
  for (let number = from.number + 1; number < to.number; number += 1) {
    const words = [...(from.prefix ?? []), String(number)];
    takeIds(idsOf(known, words), words.join(' '), list, into);
  }
}

function unitAt(
  known: PlaceNames,
  text: AlignedText,
  at: number,
  prefix: readonly string[] | null,
): Unit | null {
  const words = wordsFrom(text, at);
  const [first] = words;
  if (first?.from !== at) return null;
  if (/^\d/.test(first.word))
    return prefix && !matchAt(counted, text.folded, first.to)
      ? numberedUnit(known, words, 0, prefix)
      : null;
  const match = namesAt(known.names, words, 0);
  const kind = kindAt(known, words);
  const last = words[(match?.count ?? 0) - 1];
  if (match && last && !isPartOfNumber(words, match.count)) {
    const number = /^\d/.test(last.word) ? Number(last.word) : null;
    const before = words.slice(0, match.count - 1).map(({ word }) => word);
    const ids = [...new Set(match.found.map((each) => each.of))];
    return { to: last.to, ids, prefix: number === null ? null : before, number: number ?? 0 };
  }
  return kind && numberedUnit(known, words, kind.count, kind.words);
}

/** A number behind a word for its kind, with the letter that may cling to it: "xóm 4", "xóm 4A". */
function numberedUnit(
  known: PlaceNames,
  words: readonly Word[],
  index: number,
  prefix: readonly string[],
): Unit | null {
  const [digits, letter] = [words[index], words[index + 1]];
  if (!digits || !/^\d/.test(digits.word)) return null;
  const clings = letter && isPartOfNumber(words, index + 1) ? [letter] : [];
  const ids = idsOf(known, [...prefix, digits.word, ...clings.map(({ word }) => word)]);
  const to = clings[0]?.to ?? digits.to;
  return { to, ids, prefix, number: Number(digits.word) };
}

function isPartOfNumber(words: readonly Word[], count: number): boolean {
  const [last, next] = [words[count - 1], words[count]];
  return last !== undefined && next !== undefined && /^\d/.test(last.word) && next.from === last.to;
}
