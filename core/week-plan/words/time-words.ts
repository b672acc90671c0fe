import type { AlignedText } from './aligned-text.ts';
import { isMeant, isWordAt, matchAt } from './aligned-text.ts';
import { secondOf } from './clock-time.ts';
import type { DayPart, SpokenTime, Token } from './token.ts';
import { tokenOf } from './token.ts';

interface Told {
  time: SpokenTime | null;
  to: number;
  isPlain: boolean;
}

const lead = /(?:(?:vao|luc|tu|at|from) +)+/y;
const byHour = /(\d{1,2}) ?(h|gio|g)(?: ?(\d{1,2})(?: ?(phut|ph|p|')(?![a-z0-9]))?)?/y;
const byColon = /(\d{1,2}):(\d{2})(?::(\d{2}))?/y;
const byDot = /(\d{1,2})\.(\d{2})(?![\d./])/y;
const half = / ruoi/y;
const less = / kem (\d{1,2})(?: phut| p|')?/y;
const partBehind = / ?(sang|trua|chieu|toi|dem|am|pm)(?![a-z])/y;
const joint = / ?(?:-+>?|>|den|toi|to) ?(?:luc )?/y;
const bareHour = /(\d{1,2}) ?(?:-|den) ?(?=\d{1,2} ?h)/y;

const parts: Readonly<Record<string, DayPart>> = {
  sang: 'morning',
  trua: 'noon',
  chieu: 'afternoon',
  toi: 'evening',
  dem: 'night',
};
/** What each is written with. */
const forms: Readonly<Record<string, string>> = {
  sang: 'sáng',
  trua: 'trưa',
  chieu: 'chiều',
  toi: 'tối',
  dem: 'đêm',
};

/** A time or a span of it: "17h", "17h30", "5 giờ sáng", "5h kém 15", "05:00-05:15". */
export function timesAt(text: AlignedText, at: number, isStrict: boolean): Token | null {
  const { folded } = text;
  const start = at + (matchAt(lead, folded, at)?.[0].length ?? 0);
  const first = timeAt(text, start, isStrict) ?? hourBeforeSpan(text, start, isStrict);
  if (!first) return null;
  if (first.time === null) return unclear(text, at, first.to);
  const gap = matchAt(joint, folded, first.to);
  const second = gap && timeAt(text, first.to + gap[0].length, isStrict);
  if (!second)
    return tokenOf(
      text,
      at,
      first.to,
      { kind: 'time', time: first.time, end: null },
      first.isPlain,
    );
  if (second.time === null) return unclear(text, at, second.to);
  // "5h - 5h30 sáng": what is said of the end is said of the start.
  const part = first.time.part ?? second.time.part;
  const time = { ...first.time, part };
  if (part === null && secondOf(second.time) === secondOf(time))
    return unclear(text, at, second.to);
  const isPlain = first.isPlain && second.isPlain;
  return tokenOf(text, at, second.to, { kind: 'time', time, end: second.time }, isPlain);
}

/** A part of the day by itself: "sáng", "buổi chiều". */
export function dayPartAt(text: AlignedText, at: number, isStrict: boolean): Token | null {
  const { folded } = text;
  const match =
    matchAt(/((?:(?:buoi|vao|ca) )*)(sang|trua|chieu|toi)(?: (?:som|muon))?/y, folded, at) ??
    matchAt(/()(morning|noon|afternoon|evening)/y, folded, at);
  const to = at + (match?.[0].length ?? 0);
  if (!match || isWordAt(folded, to)) return null;
  const name = match[2] ?? '';
  const wordAt = at + (match[1]?.length ?? 0);
  const isSaid =
    !isStrict ||
    isMeant(text, wordAt, wordAt + name.length, forms[name] ?? name) ||
    matchAt(/ +(?:nay|mai|mot|kia|thu ?[2-7]|t[2-7]|cn|chu nhat|ngay \d)(?![a-z0-9])/y, folded, to);
  if (!isSaid) return null;
  const part = parts[name] ?? (name as DayPart);
  return tokenOf(text, at, to, { kind: 'dayPart', part });
}

function timeAt(text: AlignedText, at: number, isStrict: boolean): Told | null {
  const { folded } = text;
  if (!/\d/.test(folded[at] ?? '') || /\d/.test(folded[at - 1] ?? '')) return null;
  const told = hourAt(text, at, isStrict) ?? clockAt(folded, at, isStrict);
  if (told === null || told.time === null) return told;
  const part = matchAt(partBehind, folded, told.to);
  const name = part?.[1] ?? '';
  const to = told.to + (part?.[0].length ?? 0);
  const form = forms[name];
  const isSaid = !isStrict || form === undefined || isMeant(text, to - name.length, to, form);
  if (!part || !isSaid) return isWordAt(folded, told.to) ? null : told;
  if (name === 'am' || name === 'pm') return { ...told, time: half12(told.time, name), to };
  return { ...told, time: { ...told.time, part: parts[name] ?? null }, to, isPlain: true };
}

function hourAt(text: AlignedText, at: number, isStrict: boolean): Told | null {
  const { folded } = text;
  const match = matchAt(byHour, folded, at);
  if (!match) return null;
  const [whole, hours = '', mark = '', minutes, unit] = match;
  const hour = Number(hours);
  const spaced = / \d/.test(whole.slice(hours.length));
  let to = at + whole.length;
  if (isStrict) {
    // Grams, 4G, "24h qua", three baskets of something.
    if (mark === 'g' && (minutes === undefined || spaced)) return null;
    if (hour > 23 && at > 0) return null;
    const markAt = at + whole.indexOf(mark);
    if (mark === 'gio' && !isMeant(text, markAt, markAt + 3, 'giờ')) return null;
  }
  if (isStrict && spaced && mark !== 'gio') {
    // "17h 30 phút" is half past five, or half an hour from five.
    const isTime = /^ *(?:$|(?:sang|trua|chieu|toi|dem)(?![a-z]))/.test(folded.slice(to));
    if (!isTime || (unit && !/^ *[a-z]/.test(folded.slice(to))))
      return { time: null, to, isPlain: false };
  }
  let minute = Number(minutes ?? 0);
  const behind = matchAt(half, folded, to) ?? matchAt(less, folded, to);
  if (behind && minutes === undefined && !isWordAt(folded, to + behind[0].length)) {
    to += behind[0].length;
    minute = behind[1] === undefined ? 30 : -Number(behind[1]);
  } else if (minutes === undefined && isWordAt(folded, to)) return null;
  const isEarlier = minute < 0;
  const time = spokenTime(isEarlier ? hour - 1 : hour, isEarlier ? 60 + minute : minute, 0, false);
  return { time, to, isPlain: minutes?.length !== 1 };
}

function clockAt(folded: string, at: number, isStrict: boolean): Told | null {
  const match = matchAt(byColon, folded, at);
  if (match) {
    const [whole, hours = '', minutes, seconds] = match;
    if (/[\d:]/.test(folded[at + whole.length] ?? '')) return null;
    const isPadded = hours.length === 2;
    const time = spokenTime(Number(hours), Number(minutes), Number(seconds ?? 0), isPadded);
    return time === null && isStrict ? null : { time, to: at + whole.length, isPlain: true };
  }
  const dotted = isStrict ? null : matchAt(byDot, folded, at);
  const time = dotted && spokenTime(Number(dotted[1]), Number(dotted[2]), 0, false);
  // "5.10" may be a day as well.
  if (!dotted || time === null || (Number(dotted[2]) <= 12 && dotted[2] !== '00')) return null;
  return { time, to: at + dotted[0].length, isPlain: false };
}

/** "17-18h": the first hour has no mark of its own. */
function hourBeforeSpan(text: AlignedText, at: number, isStrict: boolean): Told | null {
  const match = isStrict ? null : matchAt(bareHour, text.folded, at);
  const digits = match?.[1];
  if (digits === undefined || /\d/.test(text.folded[at - 1] ?? '')) return null;
  return { time: spokenTime(Number(digits), 0, 0, false), to: at + digits.length, isPlain: true };
}

function spokenTime(
  hour: number,
  minute: number,
  second: number,
  isPadded: boolean,
): SpokenTime | null {
  const isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second < 60;
  return isTime ? { hour, minute, second, part: null, isPadded } : null;
}

function half12(time: SpokenTime, half: 'am' | 'pm'): SpokenTime | null {
  if (time.hour < 1 || time.hour > 12) return null;
  return { ...time, hour: (time.hour % 12) + (half === 'pm' ? 12 : 0) };
}

function unclear(text: AlignedText, at: number, to: number): Token {
  return tokenOf(text, at, to, { kind: 'unclear', about: 'time' }, false);
}
