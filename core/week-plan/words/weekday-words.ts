import type { Weekday } from '../../time/zoned.ts';
import type { AlignedText } from './aligned-text.ts';
import { isMeant, isWordAt, matchAt } from './aligned-text.ts';
import type { Token } from './token.ts';
import { tokenOf } from './token.ts';

interface Unit {
  weekday: Weekday;
  to: number;
}

const byWord: Readonly<Record<string, Weekday>> = {
  hai: 1,
  ba: 2,
  tu: 3,
  bon: 3,
  nam: 4,
  sau: 5,
  bay: 6,
};
const english: readonly [RegExp, Weekday][] = [
  [/mon(?:days?)?/y, 1],
  [/tue(?:sdays?|s)?/y, 2],
  [/wed(?:nesdays?)?/y, 3],
  [/thu(?:rsdays?|rs?)/y, 4],
  [/fri(?:days?)?/y, 5],
  [/sat(?:urdays?)?/y, 6],
  [/sun(?:days?)?/y, 7],
];

const sunday = /(?:chu|chua) ?nhat|(?:thu )?cn|c\.n\.?|chua nhut/y;
const numbered = /(thu|th|t)( ?\.? ?)([2-7])/y;
const worded = /thu ?(hai|bay|ba|tu|bon|nam|sau)/y;
const bareNumber = /[2-7]/y;
const bareWord = /hai|bay|ba|tu|bon|nam|sau/y;
/** A number before one of these counts something else. */
const counted =
  /[\d:/.%]| *['"]| *(?:h|g|p|s|ph|gio|phut|giay|xom|thon|to|ho|nguoi|trieu|nghin|ty|dong|ngay|thang|nam|lan|bai|tin|khoan|muc|loai|nhom|buoi|cap|em|chau|diem|kg|m|km|ha|tan|con|dot|mui|lieu)(?![a-z])/y;
/** What clings to a number makes it part of another: "thu 2/11", "T2:30". */
const clinging = /\d|[:.]\d| ?\/ ?\d|[%h]/y;
const lead =
  /(?:(?:vao|tu|cac|moi|nhung|ngay|trong|on|every|from|ngoai tru|tru|khong ke|nghi|except) +)*/y;
const joint =
  / *(?:(,|;|\+|&|\/|va(?= )|and(?= ))|(-+>?|>|den(?: het)?(?= )|toi(?= )|to(?= )))? */y;

/** One weekday that says so itself: "thứ 3", "T3", "thứ ba", "CN", "Tuesday". */
export function weekdayAt(text: AlignedText, at: number, isStrict: boolean): Unit | null {
  const { folded, raw } = text;
  const day = matchAt(sunday, folded, at);
  if (day && isEnd(folded, at + day[0].length)) return { weekday: 7, to: at + day[0].length };
  const number = matchAt(numbered, folded, at);
  if (number) {
    const [whole, name = '', gap = '', digit = ''] = number;
    const to = at + whole.length;
    const isName =
      !isStrict || (name === 'thu' ? isMeant(text, at, at + 3, 'thứ') : gap.trim() === gap);
    if (isName && isEnd(folded, to) && !matchAt(clinging, folded, to))
      return { weekday: (Number(digit) - 1) as Weekday, to };
  }
  const word = matchAt(worded, folded, at);
  const named = byWord[word?.[1] ?? ''];
  if (word && named !== undefined && isEnd(folded, at + word[0].length)) {
    if (!isStrict || isMeant(text, at, at + 3, 'thứ'))
      return { weekday: named, to: at + word[0].length };
  }
  for (const [pattern, weekday] of english) {
    const match = matchAt(pattern, folded, at);
    const to = at + (match?.[0].length ?? 0);
    // Three letters are words of Vietnamese too.
    const isLong = !isStrict || to - at > 5;
    if (match && isLong && isEnd(folded, to) && /^[a-z]+$/i.test(raw.slice(at, to)))
      return { weekday, to };
  }
  return null;
}

/** A run of weekdays: "thứ 2, 4, 6", "T2-T6", "từ thứ hai đến thứ sáu", "mỗi thứ 3". */
export function weekdaysAt(text: AlignedText, at: number, isStrict: boolean): Token | null {
  const { folded } = text;
  const leading = matchAt(lead, folded, at)?.[0] ?? '';
  const first = weekdayAt(text, at + leading.length, isStrict);
  if (!first) return null;
  const run: Run = {
    units: [first.weekday],
    joints: [],
    areNamed: true,
    isWorded: isWorded(text, first.to),
    to: first.to,
  };
  while (addNext(text, run, isStrict));
  const weekdays = weekdaysOf(run);
  if (!weekdays) return tokenOf(text, at, run.to, { kind: 'unclear', about: 'day' }, false);
  const isEach = /\b(?:moi|every|cac)\b/.test(leading);
  const isExcept = /\b(?:tru|khong ke|nghi|except)\b/.test(leading);
  const meaning = { kind: 'weekdays', weekdays, isEach, isExcept } as const;
  return tokenOf(text, at, run.to, meaning, run.areNamed);
}

interface Run {
  units: Weekday[];
  joints: ('list' | 'dash' | 'to')[];
  /** Whether each says itself that it is a weekday. */
  areNamed: boolean;
  /** Whether the last one was said in a word, so that the next may be one too. */
  isWorded: boolean;
  to: number;
}

function addNext(text: AlignedText, run: Run, isStrict: boolean): boolean {
  const match = matchAt(joint, text.folded, run.to);
  if (!match) return false;
  const at = run.to + match[0].length;
  const isJoined = match[1] !== undefined || match[2] !== undefined;
  const isDash = /^-+$/.test(match[2] ?? '');
  const named = at === run.to ? null : weekdayAt(text, at, isStrict);
  const areWords = run.isWorded && (!isDash || text.isAccented);
  const next = named ?? (isJoined ? bareAt(text, at, areWords) : null);
  if (!next) return false;
  run.joints.push(match[2] === undefined ? 'list' : isDash ? 'dash' : 'to');
  run.units.push(next.weekday);
  if (!named) run.areNamed = false;
  run.isWorded = isWorded(text, next.to);
  run.to = next.to;
  return true;
}

function bareAt(text: AlignedText, at: number, areWords: boolean): Unit | null {
  const { folded } = text;
  const number = matchAt(bareNumber, folded, at);
  const match = number ?? (areWords ? matchAt(bareWord, folded, at) : null);
  if (!match) return null;
  const to = at + match[0].length;
  if (!isEnd(folded, to) || matchAt(counted, folded, to)) return null;
  if (number) return { weekday: (Number(match[0]) - 1) as Weekday, to };
  const weekday = byWord[match[0]];
  const isSaid = isMeant(text, at, to, 'hai', 'ba', 'tư', 'bốn', 'năm', 'sáu', 'bảy', 'bẩy');
  return weekday !== undefined && isSaid ? { weekday, to } : null;
}

/** The weekdays of a run in order, or `null` where it may mean one or the other. */
function weekdaysOf({ units, joints, areNamed }: Run): Weekday[] | null {
  const isList = units.length > 2 && joints.every((each) => each === 'dash');
  const spans: Weekday[][] = [];
  for (const [index, unit] of units.entries()) {
    const isNew = index === 0 || isList || joints[index - 1] === 'list';
    if (isNew) spans.push([unit]);
    else spans.at(-1)?.push(unit);
  }
  const all = new Set<Weekday>();
  for (const [first, second, more] of spans) {
    if (first === undefined || more !== undefined) return null;
    // "thứ 3-5" is said for two days as often as for three; "2-6" is the working week.
    const isSpan = areNamed || joints.includes('to') || (first === 1 && (second ?? 0) >= 5);
    if (second !== undefined && (!isSpan || second <= first)) return null;
    for (let day: number = first; day <= (second ?? first); day += 1) all.add(day as Weekday);
  }
  return [...all].sort((a, b) => a - b);
}

function isWorded(text: AlignedText, to: number): boolean {
  return /[a-z]$/.test(text.folded.slice(0, to));
}

function isEnd(folded: string, at: number): boolean {
  return !isWordAt(folded, at);
}
