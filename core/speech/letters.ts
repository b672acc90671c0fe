import { fold } from '../text/fold.ts';

/** What Vietnamese calls each letter. */
const names: Readonly<Record<string, string>> = {
  a: 'a',
  ă: 'á',
  â: 'ớ',
  b: 'bê',
  c: 'xê',
  d: 'dê',
  đ: 'đê',
  e: 'e',
  ê: 'ê',
  f: 'ép',
  g: 'giê',
  h: 'hát',
  i: 'i',
  j: 'gi',
  k: 'ca',
  l: 'e lờ',
  m: 'em mờ',
  n: 'en nờ',
  o: 'o',
  ô: 'ô',
  ơ: 'ơ',
  p: 'pê',
  q: 'quy',
  r: 'e rờ',
  s: 'ét',
  t: 'tê',
  u: 'u',
  ư: 'ư',
  v: 'vê',
  w: 'vê kép',
  x: 'ích',
  y: 'i dài',
  z: 'dét',
};

const syllable =
  /^(?:b|ch?|d|g[hi]?|h|kh?|l|m|n(?:gh?|h)?|ph?|qu|r|s|t[hr]?|v|x)?(?:a[iouy]?|e[ou]?|i(?:a|eu?|u)?|o(?:a[ioy]?|eo?|i|o)?|u(?:a[iuy]?|e|i|o[iu]?|u|y(?:a|eu?|u)?)?|y(?:eu?)?)(?:ch?|m|n[gh]?|p|t)?$/;

/** Spells letters by their names: `UB` is "u bê"; a letter of another language stays as it is. */
export function spell(word: string): string {
  return Array.from(word.toLowerCase(), (letter) => names[letter] ?? nameOfToned(letter)).join(' ');
}

/** Whether a word could be a Vietnamese syllable, with its diacritics or without. */
export function isSyllable(word: string): boolean {
  return word.length <= 7 && syllable.test(fold(word));
}

export function hasVowel(word: string): boolean {
  return /[aeiouy]/.test(fold(word));
}

function nameOfToned(letter: string): string {
  return names[fold(letter)] ?? letter;
}
