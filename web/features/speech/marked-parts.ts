import type { SpokenSentenceAnswer } from '../../../contract/http/speech.ts';

/** A piece of a sentence as the page shows it. */
export interface MarkedPart {
  text: string;
  said: string;
  /** Whether it is said otherwise than it is written; signs and capital letters do not count. */
  isChanged: boolean;
}

/** The pieces of a sentence, those that stay as they are put together. */
export function markedParts({ parts }: Pick<SpokenSentenceAnswer, 'parts'>): MarkedPart[] {
  const marked: MarkedPart[] = [];
  for (const { text, said } of parts) {
    const isChanged = wordsOf(text) !== wordsOf(said) && hasWords(text + said);
    const last = marked.at(-1);
    if (last && !isChanged && !last.isChanged) {
      last.text += text;
      last.said += said;
    } else marked.push({ text, said, isChanged });
  }
  return marked;
}

/** The words of a sentence that can be put into the dictionary, each once. */
export function wordsIn({ parts }: Pick<SpokenSentenceAnswer, 'parts'>): string[] {
  const words = parts.map(({ text }) => text.trim()).filter(hasWords);
  return [...new Set(words)];
}

function wordsOf(text: string): string {
  return text.toLowerCase().trim();
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
