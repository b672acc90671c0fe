import { fold } from '../../text/fold.ts';

/** A text beside its folded twin: the same place in both is the same letter. */
export interface AlignedText {
  /** NFC. */
  raw: string;
  folded: string;
  /** Written with diacritics, so that a word without them is another word: "sang" is not "sáng". */
  isAccented: boolean;
}

const alike: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '′': "'",
  '`': "'",
  '´': "'",
  '″': '"',
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '‒': '-',
  '‐': '-',
  '‑': '-',
  '→': '>',
  '：': ':',
};

const marks = new RegExp(`[${Object.keys(alike).join('')}]|\\s`, 'g');

export function alignText(text: string): AlignedText {
  const raw = text.normalize();
  const bare = raw
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  // Where each letter has one without marks, they are folded at once.
  const isEach = bare.length === raw.length && !/\p{M}/u.test(raw);
  const folded = isEach
    ? bare.replace(/[đð]/g, 'd').replace(marks, (mark) => alike[mark] ?? ' ')
    : Array.from(raw, foldLetter).join('');
  return { raw, folded, isAccented: !/^\p{ASCII}*$/u.test(raw) && hasMarks(raw) };
}

/** Whether a word was meant: as it is written, or without any of its marks in a text that has none. */
export function isMeant(text: AlignedText, from: number, to: number, ...forms: string[]): boolean {
  const word = text.raw.slice(from, to).toLowerCase();
  if (forms.includes(word)) return true;
  return !text.isAccented && forms.some((form) => fold(form) === word);
}

/** Whether a letter or digit stands at a place. */
export function isWordAt(folded: string, at: number): boolean {
  const letter = folded[at];
  return letter !== undefined && /[\p{L}\p{N}\p{M}]/u.test(letter);
}

/** A match of a sticky pattern at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function foldLetter(letter: string): string {
  if (letter >= ' ' && letter <= '~') return letter.toLowerCase();
  const same = alike[letter];
  if (same !== undefined) return same;
  if (/\s/.test(letter)) return ' ';
  const folded = fold(letter);
  return folded.length === letter.length ? folded : letter;
}

function hasMarks(text: string): boolean {
  return /[đð]|\p{M}/iu.test(text.normalize('NFD'));
}
