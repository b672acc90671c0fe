/** A word or a number of a text; `to` not included. */
export interface Word {
  word: string;
  from: number;
  to: number;
}

/**
 * The words and numbers of a folded text, letters and digits apart and numbers without leading zeros, so
 * that "xóm04", "Xóm 4" and "xóm 04" are the same words.
 */
export function wordsOf(folded: string): Word[] {
  return [...folded.matchAll(/\p{N}+|[\p{L}\p{M}]+/gu)].map((match) => ({
    word: match[0].replace(/^0+(?=\d)/, ''),
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** Names by their first word, so that those at a place are found without trying all. */
export interface NameList<T> {
  byFirst: ReadonlyMap<string, readonly Named<T>[]>;
}

export interface Named<T> {
  words: readonly string[];
  of: T;
}

export function nameList<T>(names: readonly Named<T>[]): NameList<T> {
  const byFirst = new Map<string, Named<T>[]>();
  for (const name of names) {
    const [first] = name.words;
    if (first === undefined) continue;
    const others = byFirst.get(first);
    if (others) others.push(name);
    else byFirst.set(first, [name]);
  }
  for (const each of byFirst.values()) each.sort((a, b) => b.words.length - a.words.length);
  return { byFirst };
}

/** The longest names that the words at `index` begin with; several where things share a name. */
export function namesAt<T>(
  { byFirst }: NameList<T>,
  words: readonly Word[],
  index: number,
): { found: Named<T>[]; count: number } | null {
  const candidates = byFirst.get(words[index]?.word ?? '') ?? [];
  let found: Named<T>[] = [];
  for (const name of candidates) {
    if (found[0] && name.words.length < found[0].words.length) break;
    if (name.words.every((word, offset) => words[index + offset]?.word === word))
      found = [...found, name];
  }
  const count = found[0]?.words.length ?? 0;
  return count > 0 ? { found, count } : null;
}
