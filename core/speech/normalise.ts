import { createDictionary, type Dictionary, type DictionaryEntry } from './dictionary.ts';
import { scan, type Piece } from './scan.ts';

/** A piece of a sentence; `said` differs from `text` where something was put into words. */
export interface SpokenPart {
  text: string;
  said: string;
}

/** A sentence as it is written and as it will be said. */
export interface SpokenSentence {
  /** Where it begins in the text, in UTF-16 units of its NFC form. */
  start: number;
  text: string;
  /** Words and the signs `, ; : . ? !` alone. */
  said: string;
  /** Together they are `text`. */
  parts: SpokenPart[];
}

/** Longest text that is taken, in UTF-16 units. */
export const longestText = 20_000;

/** A text, sentence by sentence, as it will be said; the installation's own words win. */
export function normalise(text: string, own: readonly DictionaryEntry[] = []): SpokenSentence[] {
  const plain = createDictionary([]);
  // What an entry is said as is read too: "5G" may stand in it.
  const entries = own.map(({ written, said }) => ({ written, said: sayWith(said, plain) }));
  const pieces = scan(text.normalize('NFC'), createDictionary(entries));
  return toSentences(pieces);
}

/** All that is said for a text, a sentence a line. */
export function saidOf(sentences: readonly SpokenSentence[]): string {
  return sentences.map(({ said }) => said).join('\n');
}

function sayWith(text: string, dictionary: Dictionary): string {
  const sentences = toSentences(scan(text.normalize('NFC'), dictionary));
  return sentences.map(({ said }) => said.replace(/[.?!]$/, '')).join(', ');
}

function toSentences(pieces: readonly Piece[]): SpokenSentence[] {
  const sentences: SpokenSentence[] = [];
  let at = 0;
  let start = 0;
  let held: Piece[] = [];
  const close = () => {
    const sentence = toSentence(held, start);
    if (sentence) sentences.push(sentence);
    held = [];
  };
  for (const piece of pieces) {
    if (held.length === 0) start = at;
    at += piece.text.length;
    if (held.length > 0 || piece.kind === 'said') held.push(piece);
    if (piece.kind === 'end') close();
  }
  close();
  return sentences;
}

function toSentence(pieces: readonly Piece[], start: number): SpokenSentence | null {
  const said = join(pieces);
  if (said === '') return null;
  const end = pieces.findLastIndex(({ text }) => text.trim() !== '') + 1;
  const parts = pieces.slice(0, end).map(({ text, said: words, kind }) => ({
    text: kind === 'end' ? text.trimEnd() : text,
    said: kind === 'said' ? words : text,
  }));
  return { start, text: parts.map((part) => part.text).join(''), said, parts };
}

/** The words of a sentence with one sign where several met, none at its beginning and one at its end. */
function join(pieces: readonly Piece[]): string {
  let said = '';
  pieces.forEach((piece, index) => {
    // What is not said still keeps its neighbours apart.
    const words = piece.said || ' ';
    said += needsGap(pieces[index - 1], piece) ? ` ${words}` : words;
  });
  const plain = said
    .replace(/\s+/g, ' ')
    .replace(/[ ,;:]*[,;:][ ,;:]*/g, (signs) => `${signs.trim().charAt(0)} `)
    .replace(/[ ,;:]*([.?!])[ ,;:.?!]*$/, '$1')
    .replace(/ ([.?!])/g, '$1')
    .replace(/^[ ,;:.?!-]+/, '')
    .trim();
  const words = plain.replace(/[\s,;:]+$/, '');
  if (!/[\p{L}]/u.test(words)) return '';
  return /[.?!]$/.test(words) ? words : `${words}.`;
}

/** What was put into words does not stick to its neighbours. */
function needsGap(before: Piece | undefined, piece: Piece): boolean {
  if (!before || before.kind === 'space' || piece.kind !== 'said') return false;
  const isChanged = piece.said !== piece.text || before.said !== before.text;
  return isChanged && /^[\p{L}\p{M}]/u.test(piece.said) && /[\p{L}\p{M}]$/u.test(before.said);
}
