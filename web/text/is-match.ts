import { fold, searchWords } from '../../core/text/fold.ts';

/** Whether each word of the query stands somewhere in the text, with or without diacritics. */
export function isMatch(text: string, query: string): boolean {
  const folded = fold(text);
  return searchWords(query).every((word) => folded.includes(word));
}
