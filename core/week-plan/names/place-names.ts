import { fold } from '../../text/fold.ts';
import type { PlanArea } from '../plan-context.ts';
import type { AlignedText } from '../words/aligned-text.ts';
import type { NameList, Word } from '../words/word-list.ts';
import { nameList, namesAt, wordsOf } from '../words/word-list.ts';

export interface PlaceNames {
  names: NameList<string>;
  /** Words for a level: xóm, thôn, tổ dân phố … */
  kinds: NameList<string>;
}

const usualKinds = ['xóm', 'thôn', 'tổ dân phố', 'khu phố', 'ấp', 'bản', 'buôn', 'làng', 'khu'];
/** Kinds that are hardly another word where their marks are missing. */
const isRare = /^(?:xom|thon|to dan pho|tdp|kp|x)$/;
/** As they are written short, and what they stand for. */
const shortKinds: Readonly<Record<string, string>> = { x: 'xom', tdp: 'to dan pho', kp: 'khu pho' };
export function placeNames(areas: readonly PlanArea[]): PlaceNames {
  const names = areas.flatMap(({ id, name, kind }) => {
    const words = listWords(name);
    const kindWords = listWords(kind);
    const hasKind = kindWords.every((word, index) => words[index] === word);
    const whole = hasKind ? words : [...kindWords, ...words];
    const bare = hasKind ? words.slice(kindWords.length) : words;
    // A number is a place only with its kind before it.
    const isNamed = bare.length > 0 && !bare.some((word) => /^\d/.test(word));
    const forms = isNamed && bare.length < whole.length ? [whole, bare] : [whole];
    return forms.map((each) => ({ words: each, of: id }));
  });
  const kinds = new Set([
    ...usualKinds,
    ...areas.map(({ kind }) => kind.normalize().toLowerCase()),
  ]);
  return {
    names: nameList(names),
    kinds: nameList([...kinds].map((kind) => ({ words: listWords(kind), of: kind }))),
  };
}

/** "bán 3 tấn" names no bản 3. */
export function isKindMeant(text: AlignedText, at: number, kind: Kind): boolean {
  const raw = text.raw.slice(at, kind.to).toLowerCase();
  // "3 x 4 mét"
  if (kind.form === 'x' && !/\d/.test(text.folded[kind.to] ?? '')) return false;
  return raw === kind.form || (/^[a-z ]+$/.test(raw) && (!text.isAccented || isRare.test(raw)));
}

export interface Kind {
  words: readonly string[];
  /** How many words of the text say it. */
  count: number;
  /** As it is written with its marks. */
  form: string;
  to: number;
}

/** A word for a level of places at the first of the words, or `null`. */
export function kindAt({ kinds }: PlaceNames, words: readonly Word[]): Kind | null {
  const [first, second] = words;
  const short = shortKinds[first?.word ?? ''];
  if (first && second && short !== undefined && /^\d/.test(second.word)) {
    const isNear = second.from - first.to <= 1;
    return isNear ? { words: short.split(' '), count: 1, form: first.word, to: first.to } : null;
  }
  const match = namesAt(kinds, words, 0);
  const [found] = match?.found ?? [];
  const last = words[(match?.count ?? 0) - 1];
  return found && last
    ? { words: found.words, count: found.words.length, form: found.of, to: last.to }
    : null;
}

/** The areas of a whole name. */
export function idsOf({ names }: PlaceNames, words: readonly string[]): string[] {
  const [first = ''] = words;
  const found = (names.byFirst.get(first) ?? []).filter(
    (name) =>
      name.words.length === words.length && name.words.every((word, i) => word === words[i]),
  );
  return [...new Set(found.map((each) => each.of))];
}

/** The next words of a text from a place on. */
export function wordsFrom(text: AlignedText, at: number): Word[] {
  return wordsOf(text.folded.slice(at, at + 80)).map(({ word, from, to }) => ({
    word,
    from: from + at,
    to: to + at,
  }));
}

function listWords(text: string): string[] {
  return wordsOf(fold(text)).map(({ word }) => word);
}
