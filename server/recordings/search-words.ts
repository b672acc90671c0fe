import { fold } from '../../core/text/fold.ts';

/**
 * The words of some texts as the index keeps them: folded, split at whatever is neither letter nor
 * digit. The index's own tokenizer then finds exactly these.
 */
export function searchWordsOf(texts: readonly (string | null)[]): string {
  return texts.flatMap((text) => split(text ?? '')).join(' ');
}

/**
 * A search as FTS5 wants it: every word must occur, the last may be unfinished. `null` finds
 * everything (nothing was asked), and a text without any word finds nothing.
 */
export function searchExpression(query: string): string | null {
  if (query.trim() === '') return null;
  const words = split(query);
  const last = words.pop();
  if (last === undefined) return '""';
  return [...words.map((word) => `"${word}"`), `"${last}"*`].join(' ');
}

function split(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
