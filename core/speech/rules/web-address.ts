import { readDigits } from '../read-number.ts';
import { hasVowel, spell } from '../letters.ts';
import { matchAt, type Rule } from '../rule.ts';

const endings = 'vn|com|net|org|edu|gov|info|io|me|asia|app|eu|us';
const host = `(?:[\\p{L}\\p{N}_-]{1,60}\\.){1,6}(?:${endings})(?![\\p{L}\\p{N}])`;
const path = '(?:\\/[^\\s?#,;()"”]{0,200})?';
const mail = new RegExp(`[\\p{L}\\p{N}._+-]{1,60}@${host}`, 'uy');
const page = new RegExp(
  `(?:https?:\\/\\/)?(${host}(?::\\d{1,5})?${path})(?:[?#][^\\s]{0,2000})?`,
  'uyi',
);
const scheme = /(?:https?|ftp|file):\/\//iy;

const signs: Readonly<Record<string, string>> = {
  '.': 'chấm',
  '@': 'a còng',
  '/': 'gạch chéo',
  '-': 'gạch ngang',
  _: 'gạch dưới',
  '+': 'cộng',
  ':': 'hai chấm',
};
const knownWords: Readonly<Record<string, string>> = {
  com: 'com',
  org: 'o rờ gờ',
  gov: 'gờ o vê',
  edu: 'ê đu',
  net: 'nét',
  gmail: 'gi meo',
  facebook: 'phây búc',
  youtube: 'diu túp',
};

/** E-mail and web addresses are said sign by sign; what stands behind `?` or `#` helps no listener. */
export const webAddress: Rule = (text, at) => {
  const found = matchAt(mail, text, at);
  if (found) return { length: found[0].length, said: say(found[0]) };
  const address = matchAt(page, text, at);
  if (address) {
    // The full stop of the sentence is not part of it.
    const tail = /[.:!]+$/.exec(address[0])?.[0].length ?? 0;
    const shown = (address[1] ?? '').replace(/[.:!/]+$/, '');
    return { length: address[0].length - tail, said: say(shown) };
  }
  const bare = matchAt(scheme, text, at);
  return bare ? { length: bare[0].length, said: '' } : null;
};

function say(address: string): string {
  const pieces = address.match(/[\p{L}\p{M}]+|\d+|[^\p{L}\p{M}\d]/gu) ?? [];
  return pieces.map(sayPiece).filter(Boolean).join(' ');
}

function sayPiece(piece: string): string {
  if (/^\d+$/.test(piece)) return readDigits(piece);
  if (!/^[\p{L}\p{M}]+$/u.test(piece)) return signs[piece] ?? '';
  const known = knownWords[piece.toLowerCase()];
  if (known !== undefined) return known;
  return hasVowel(piece) && piece.length > 1 ? piece.toLowerCase() : spell(piece);
}
