import { clean } from './clean.ts';
import type { Dictionary } from './dictionary.ts';
import { date } from './rules/date.ts';
import { documentNumber } from './rules/document-number.ts';
import { listMarker } from './rules/list-marker.ts';
import { phoneNumber } from './rules/phone.ts';
import { quantity } from './rules/quantity.ts';
import { sign } from './rules/sign.ts';
import { time } from './rules/time.ts';
import { webAddress } from './rules/web-address.ts';
import { known, plainWord, shortWeekday } from './rules/word.ts';
import { matchAt, type Context, type Reading, type Rule } from './rule.ts';

/** A piece of the text and what is said for it; all pieces together are the text. */
export interface Piece {
  text: string;
  said: string;
  /** `end` ends a sentence. */
  kind: 'space' | 'said' | 'end';
}

const rules: readonly Rule[] = [
  listMarker,
  webAddress,
  known,
  shortWeekday,
  documentNumber,
  phoneNumber,
  date,
  time,
  quantity,
  plainWord,
  sign,
];

const space = /[^\S\n]+/y;
const lineEnd = /\s*\n\s*/y;
const andSoOn = /v\.?v(?:\.{1,3}|…)?(?=\s*(?:[\p{Ll},;:)]|$))|v\.v/uy;
const sentenceEnd = /[.!?…]+["”’')\]»]*(?=\s|$)|(?<=[\p{Ll}\d])[.!?](?=\p{Lu})/uy;
const marks = /[.!?…]+/y;
const links = new Set(['-', '–', ',', '&', 'và', 'đến', 'tới', 'hoặc', 'hay']);
const wordsKept = 3;

/** Reads a text from its beginning to its end; NFC. Its time grows with its length. */
export function scan(text: string, dictionary: Dictionary): Piece[] {
  const plain = clean(text);
  const pieces: Piece[] = [];
  let context = freshContext(dictionary, plain, 0);
  let at = 0;
  // What follows a run of marks is the same for each of them: it is looked at once.
  let noEndBefore = 0;
  const take = (length: number, said: string, kind: Piece['kind']) => {
    pieces.push({ text: text.slice(at, at + length), said, kind });
    at += length;
  };
  while (at < plain.length) {
    const line = matchAt(lineEnd, plain, at);
    const gap = line ?? matchAt(space, plain, at);
    if (gap) {
      take(gap[0].length, ' ', line ? 'end' : 'space');
      if (line) context = freshContext(dictionary, plain, at);
      continue;
    }
    const mayEnd = !context.isLineStart && at >= noEndBefore;
    const end = mayEnd ? readEnd(plain, at) : null;
    if (end) {
      take(end.length, end.said, end.said === ',' ? 'said' : 'end');
      context = { ...context, words: [], last: null, isNearDate: false };
      continue;
    }
    if (mayEnd) noEndBefore = at + (matchAt(marks, plain, at)?.[0].length ?? 0);
    const reading = read(plain, at, context);
    const shown = plain.slice(at, at + reading.length);
    take(reading.length, reading.said, 'said');
    context = follow(context, shown, reading);
  }
  return pieces;
}

function read(plain: string, at: number, context: Context): Reading {
  const list = matchAt(andSoOn, plain, at);
  if (list) return { length: list[0].length, said: 'vân vân' };
  for (const rule of rules) {
    const reading = rule(plain, at, context);
    if (reading) return reading;
  }
  return { length: 1, said: '' };
}

/**
 * A full stop ends a sentence where nothing but a space or a capital letter follows it; three of them
 * before a small letter are a pause.
 */
function readEnd(plain: string, at: number): Reading | null {
  const found = matchAt(sentenceEnd, plain, at);
  if (!found) return null;
  const [shown] = found;
  const { length } = shown;
  const rest = plain.slice(at + length, at + length + 3);
  if (/^(?:\.{2,}|…)/.test(shown) && /^\s*\p{Ll}/u.test(rest)) return { length, said: ',' };
  if (shown.includes('?')) return { length, said: '?' };
  return { length, said: shown.includes('!') ? '!' : '.' };
}

function freshContext(dictionary: Dictionary, plain: string, at: number): Context {
  const end = plain.indexOf('\n', at);
  const line = plain.slice(at, end < 0 ? plain.length : end);
  const isHeading = !/\p{Ll}/u.test(line) && /\p{Lu}\P{L}+\p{Lu}/u.test(line);
  return { dictionary, words: [], isLineStart: true, isHeading, last: null, isNearDate: false };
}

function follow(context: Context, shown: string, reading: Reading): Context {
  const words = [shown.toLowerCase(), ...context.words].slice(0, wordsKept);
  const isLink = links.has(shown.toLowerCase());
  const isNearDate = reading.isDate ?? (isLink && context.isNearDate);
  return { ...context, words, isLineStart: false, last: reading, isNearDate };
}
