import type { AlignedText } from './aligned-text.ts';
import { alignText, isWordAt, matchAt } from './aligned-text.ts';
import type { Token } from './token.ts';
import { tokenOf } from './token.ts';

/** A length in ms, and whether it was said in full. */
export interface Length {
  ms: number;
  isPlain: boolean;
}

const lead = /(?:(?:trong|dai|thoi luong|tl|khoang)[: ]+)*/y;
const byMinutes =
  /(\d{1,3}) ?(?:phut|ph|p|min(?:utes?|s)?|'(?!'))(?:(\d{2})(?!\d)(?:''|"|s)?| ?(\d{1,2}) ?(?:giay|s(?![a-z])|''|"))?/y;
const bySeconds = /(\d{1,4}) ?(?:giay|sec(?:onds?)?|s|''|")/y;
const byHours = /(\d{1,2}) ?(?:gio|tieng|h)(?: ?(\d{1,2}) ?(?:phut|ph|p|')?)?/y;
const byClock = /(\d{1,3}):(\d{2})(?::(\d{2}))?/y;
const bare = /(\d{1,4})/y;

/** How long something takes, said among other words: "10 phút", "10'", "5p30", "90 giây". */
export function lengthAt(text: AlignedText, at: number): Token | null {
  const { folded } = text;
  const start = at + (matchAt(lead, folded, at)?.[0].length ?? 0);
  if (!/\d/.test(folded[start] ?? '') || /[\d,.]/.test(folded[start - 1] ?? '')) return null;
  const found = inMinutes(folded, start) ?? inSeconds(folded, start, /(\d{1,3}) ?giay/y);
  if (!found || found.ms === 0 || isWordAt(folded, found.to)) return null;
  return tokenOf(text, at, found.to, { kind: 'length', ms: found.ms });
}

/**
 * The length that a cell of its own says. A bare number counts what the heading names, minutes where it
 * names nothing. `unclear` where it could be one or the other: 01:30 is 90 seconds or 90 minutes.
 */
export function readLength(cell: string, unit: 'minutes' | 'seconds' | null): Length | 'unclear' {
  const { folded } = alignText(cell);
  const text = folded.trim().replace(/^[(~]+|[).]+$/g, '');
  const about = /^(?:khoang|~|gan) +/.exec(text)?.[0] ?? '';
  const start = about.length;
  const found =
    clockLength(text, start) ??
    inMinutes(text, start) ??
    inSeconds(text, start, bySeconds) ??
    inHours(text, start) ??
    bareLength(text, start, unit);
  if (!found || found.to !== text.length || found.ms === 0) return 'unclear';
  return { ms: found.ms, isPlain: found.isPlain && about === '' };
}

interface Found extends Length {
  to: number;
}

function inMinutes(text: string, at: number): Found | null {
  const match = matchAt(byMinutes, text, at);
  if (!match) return null;
  const seconds = Number(match[2] ?? match[3] ?? 0);
  if (seconds > 59) return null;
  const ms = (Number(match[1]) * 60 + seconds) * 1000;
  return { ms, isPlain: true, to: at + match[0].length };
}

function inSeconds(text: string, at: number, pattern: RegExp): Found | null {
  const match = matchAt(pattern, text, at);
  return match && { ms: Number(match[1]) * 1000, isPlain: true, to: at + match[0].length };
}

function inHours(text: string, at: number): Found | null {
  const match = matchAt(byHours, text, at);
  if (!match || Number(match[2] ?? 0) > 59) return null;
  const ms = (Number(match[1]) * 60 + Number(match[2] ?? 0)) * 60_000;
  return { ms, isPlain: true, to: at + match[0].length };
}

function clockLength(text: string, at: number): Found | null {
  const match = matchAt(byClock, text, at);
  if (!match) return null;
  const [first, second, third] = match.slice(1).map((each) => (each ? Number(each) : null));
  const to = at + match[0].length;
  if (typeof first !== 'number' || typeof second !== 'number' || second > 59) return null;
  if (typeof third === 'number')
    return third > 59
      ? null
      : { ms: (first * 3600 + second * 60 + third) * 1000, isPlain: true, to };
  // Nothing on the air takes four hours, so these are minutes and seconds.
  return first < 4 ? null : { ms: (first * 60 + second) * 1000, isPlain: false, to };
}

function bareLength(text: string, at: number, unit: 'minutes' | 'seconds' | null): Found | null {
  const match = matchAt(bare, text, at);
  const ms = Number(match?.[1]) * (unit === 'seconds' ? 1000 : 60_000);
  return match && { ms, isPlain: unit !== null, to: at + match[0].length };
}
