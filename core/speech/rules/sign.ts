import { readInteger } from '../read-number.ts';
import { parseRoman } from '../roman.ts';
import type { Context, Reading, Rule } from '../rule.ts';

const names: Readonly<Record<string, string>> = {
  '&': 'và',
  '%': 'phần trăm',
  '‰': 'phần nghìn',
  '+': 'cộng',
  '=': 'bằng',
  '×': 'nhân',
  '÷': 'chia',
  '±': 'cộng trừ',
  '>': 'trên',
  '<': 'dưới',
  '≥': 'lớn hơn hoặc bằng',
  '≤': 'nhỏ hơn hoặc bằng',
  '≈': 'khoảng',
  '@': 'a còng',
  '°': 'độ',
  '№': 'số',
  '²': 'bình phương',
  '³': 'lập phương',
  '₫': 'đồng',
  $: 'đô la',
  '€': 'ơ rô',
};
const silent = new Set(['*', '_', '#', '~', '^', '`', "'", '’', '‘', '\\']);
const pauses = new Set(Array.from(',;:|()[]{}"“”„«»‹›–→←·•…'));

/** Signs: named, a pause, or nothing. Emoji and what nobody could say are dropped. */
export const sign: Rule = (text, at, context) => {
  const shown = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const { length } = shown;
  if (shown === '/') return { length, said: saySlash(text, at, context) };
  if (shown === '-' || shown === '–') return readDash(text, at, context);
  const name = names[shown];
  if (name !== undefined) return { length, said: name };
  if (shown === ';' || shown === ':') return { length, said: shown };
  if (silent.has(shown)) return { length, said: '' };
  if (pauses.has(shown)) return { length, said: ',' };
  if (/\p{N}/u.test(shown)) return { length, said: sayNumberSign(shown) };
  return { length, said: /\p{P}/u.test(shown) ? ',' : '' };
};

/** Between two amounts a dash is "đến"; within a word it stays; elsewhere it is a pause. */
function readDash(text: string, at: number, { last, words }: Context): Reading {
  const isGlued = /[\p{L}\p{M}]/u.test(text.charAt(at - 1)) && /[\p{L}]/u.test(text.charAt(at + 1));
  if (isGlued) return { length: 1, said: '-' };
  const rest = text.slice(at + 1, at + 9).trimStart();
  const isScore =
    (words[1] === 'số' && /^t[ỷỉ]$/.test(words[2] ?? '')) || isFalling(words[0] ?? '', rest);
  if (last?.isAmount && !isScore && /^[\d$€IVX]|^T[2-7]/.test(rest))
    return { length: 1, said: 'đến' };
  // `A1-B2` and `1-a` are one thing.
  const isTight = /\S/.test(text.charAt(at - 1)) && /\S/.test(text.charAt(at + 1));
  return { length: 1, said: isTight && at > 0 && !isScore ? '' : ',' };
}

/** Sets of a match go down, what lasts from one to another goes up. */
function isFalling(before: string, rest: string): boolean {
  const next = /^(\d{1,3})(?![\p{L}\d:/%°]|[.,]\d)/u.exec(rest)?.[1];
  return next !== undefined && /^\d{1,3}$/.test(before) && Number(next) < Number(before);
}

function saySlash(text: string, at: number, { last, words }: Context): string {
  if (words[0] === 'và') return '';
  // So much for each.
  if (words.slice(0, 3).some((word) => /(?:đ|đồng|vnđ|vnd)$/.test(word))) return 'một';
  const isCounted = last?.isAmount === true || words.slice(0, 3).some((word) => /\d/.test(word));
  const isGlued = /[\p{L}\p{N}]/u.test(text.charAt(at + 1));
  return isCounted && isGlued ? 'trên' : ',';
}

/** `½`, `①`, `Ⅳ`. */
function sayNumberSign(shown: string): string {
  const plain = shown.normalize('NFKC');
  const [top, bottom] = plain.split('\u2044');
  if (/^\d+$/.test(plain)) return readInteger(plain);
  if (top && bottom && /^\d+$/.test(top) && /^\d+$/.test(bottom)) {
    return `${readInteger(top)} phần ${readInteger(bottom)}`;
  }
  const roman = parseRoman(plain.toUpperCase());
  return roman === null ? '' : readInteger(roman);
}
