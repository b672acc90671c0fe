import { abbreviations, documentWords } from './abbreviations.ts';

/** One pronunciation: what is written and how it is said. */
export interface DictionaryEntry {
  written: string;
  said: string;
}

/** Finds what is written at a place in a text. */
export interface Dictionary {
  /** The longest entry that stands there as a whole; `null` when none does. */
  find(text: string, at: number): DictionaryEntry | null;
  /** What a part of a document's number stands for; `null` when nobody knows. */
  ofDocument(word: string): string | null;
}

/**
 * The built-in pronunciations under the installation's own. An entry in small letters fits capital
 * ones too.
 */
export function createDictionary(own: readonly DictionaryEntry[]): Dictionary {
  const ownWords = new Map(own.map(({ written, said }) => [written, said]));
  const words = new Map([...Object.entries(abbreviations), ...ownWords]);
  const byFirst = groupByFirst(words);
  const exact = (word: string) => ownWords.get(word) ?? documentWords[word] ?? words.get(word);
  return {
    find: (text, at) => {
      const first = text.charAt(at).toLowerCase();
      return byFirst.get(first)?.find((entry) => fits(entry.written, text, at)) ?? null;
    },
    ofDocument: (word) => exact(word) ?? null,
  };
}

function groupByFirst(words: ReadonlyMap<string, string>): Map<string, DictionaryEntry[]> {
  const groups = new Map<string, DictionaryEntry[]>();
  for (const [written, said] of words) {
    const first = written.charAt(0).toLowerCase();
    const group = groups.get(first) ?? [];
    group.push({ written, said });
    groups.set(first, group);
  }
  for (const group of groups.values()) group.sort((a, b) => b.written.length - a.written.length);
  return groups;
}

function fits(written: string, text: string, at: number): boolean {
  const found = text.slice(at, at + written.length);
  const isSame = found === written || found.toLowerCase() === written;
  if (!isSame) return false;
  const rest = text.slice(at + written.length, at + written.length + 2);
  // One letter with a full stop may as well be somebody's initial.
  if (/^.\.$/u.test(written)) return /^\s?\d/.test(rest);
  if (written.endsWith('.')) return /^\s?[\p{Lu}\p{N}]/u.test(rest);
  // A road's number may be glued to its kind: QL21.
  const isOpen = /^\p{Lu}{2,}$/u.test(written) && /^\d/.test(rest);
  const isWord = /[\p{L}\p{M}\p{N}]$/u.test(written);
  return isOpen || !isWord || !/^[\p{L}\p{M}\p{N}]/u.test(rest);
}
