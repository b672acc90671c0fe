import { monthLength } from '../../recurrence/civil.ts';
import type { AlignedText } from './aligned-text.ts';
import { isWordAt, matchAt } from './aligned-text.ts';
import type { SpokenDate, Token } from './token.ts';
import { tokenOf } from './token.ts';
import { weekdayAt } from './weekday-words.ts';

interface Dated {
  dates: SpokenDate[];
  /** Where the days are a span: its last. */
  through: SpokenDate | null;
  to: number;
  isPlain: boolean;
  /** Of the moon. */
  isLunar: boolean;
}

interface Parts {
  day: number;
  month: number | null;
  year: number | null;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const iso = /(\d{4})-(\d{1,2})-(\d{1,2})(?![\d/-])/y;
const spoken = /(\d{1,2}) thang (\d{1,2})(?:(?: nam |[/-])(\d{4}))?(?!\d)/y;
const full = /(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?![\d/]|[.-]\d)/y;
const short = /(\d{1,2}) ?\/ ?(\d{1,2})(?!\d| ?\/)/y;
const shortByMark = /(\d{1,2})[.-](\d{1,2})(?![\d.:/h-])/y;
const shared =
  /(\d{1,2})((?: ?(?:,|;|&|\+|va|-|den) ?\d{1,2})+) ?\/ ?(\d{1,2})(?: ?\/ ?(\d{4}|\d{2}))?(?![\d/])/y;
const dayAlone =
  /(\d{1,2})((?: ?(?:,|;|&|va|-|den) ?\d{1,2})*)(?![\d:/h%']|[.-]\d| ?(?:thang|gio|h|g|phut|p|ngay|lan|buoi|bai|tin|phien|gia)(?![a-z]))/y;
const english = /(\d{1,2}) (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:,? (\d{4}))?/y;
const lunarBefore = /(?:am lich|al)[: ]+(?:ngay )?\d{1,2}\/\d{1,2}(?:\/\d{2,4})?/y;
const lunarAfter = /[ ,]*(?:am lich|al)(?![a-z])/y;
const impossible =
  /\d{1,4} ?(?:\/ ?\d{1,4}(?: ?\/ ?\d{1,4})?|([.-]) ?\d{1,2} ?\1 ?\d{1,4})(?![\d:h])/y;
const edges = /(?:(tu|from)|(den het|den|toi|until)) +(?:het )?(?:ngay )?/y;
const beforeDay = /[ ,:(]*(?:-+ ?)?(?:ngay +)?/y;
const joint = / *(?:(-+>?|>|den(?: het)?(?= )|toi(?= )|to(?= ))|(,|;|\+|&|va(?= )|and(?= )|)) */y;
/** A day left out of others. */
const leftOut = /(?:tru|khong ke|except)(?: cac)?(?: ngay)? +$/;
/** After these a day is a feast, not when something airs. */
const feast =
  /(?:ky niem|chao mung|mung|nhan|le|quoc khanh|quoc te|nha giao|thanh lap|phu nu|truyen thong|so)[^.;:]{0,50}$/;

/**
 * Days of the calendar: "24/11", "Thứ 3 ngày 24/11/2026", "23, 25/11", "từ 24/11 đến 30/11", "ngày 24".
 * In a sentence (`isStrict`) only what can hardly be anything else.
 */
export function datesAt(text: AlignedText, at: number, isStrict: boolean): Token | null {
  const { folded } = text;
  const lunar = matchAt(lunarBefore, folded, at);
  if (lunar) return tokenOf(text, at, at + lunar[0].length, { kind: 'aside' });
  const edge = matchAt(edges, folded, at);
  const first = datedAt(text, at + (edge?.[0].length ?? 0), isStrict);
  if (first === 'unclear' || first === null) {
    const to = impossibleEnd(folded, at);
    if (isStrict) return null;
    return to === null ? null : tokenOf(text, at, to, { kind: 'unclear', about: 'day' }, false);
  }
  if (first.isLunar) return tokenOf(text, at, first.to, { kind: 'aside' });
  if (leftOut.test(folded.slice(0, at)))
    return tokenOf(text, at, first.to, { kind: 'unclear', about: 'day' }, false);
  if (isStrict && !edge && feast.test(folded.slice(0, at))) return null;
  const run = { ...first };
  while (addNext(text, run, isStrict));
  const isFrom = edge?.[1] !== undefined && run.through === null;
  return tokenOf(
    text,
    at,
    run.to,
    {
      kind: 'dates',
      dates: run.dates,
      through: run.through,
      edge: isFrom ? 'from' : edge?.[2] === undefined ? null : 'until',
    },
    run.isPlain,
  );
}

/** "24/11" in a column of dates of which some are written month first, as spreadsheets in English do. */
export function isMonthFirst(text: AlignedText): boolean {
  const match = /(?<![\d/])(\d{1,2})\/(\d{1,2})\/\d{2,4}(?![\d/])/.exec(text.folded);
  const [month, day] = [Number(match?.[1]), Number(match?.[2])];
  return month >= 1 && month <= 12 && day > 12 && day <= 31;
}

function addNext(text: AlignedText, run: Dated, isStrict: boolean): boolean {
  const match = matchAt(joint, text.folded, run.to);
  if (!match) return false;
  const next = datedAt(text, run.to + match[0].length, isStrict);
  if (next === null || next === 'unclear' || next.isLunar || next.through) return false;
  const isSpan = match[1] !== undefined;
  if (match[0].length === 0 || run.through !== null || (isSpan && run.dates.length > 1))
    return false;
  const [last] = next.dates;
  if (isSpan && (next.dates.length > 1 || last === undefined)) return false;
  if (isSpan && last) run.through = last;
  else run.dates = [...run.dates, ...next.dates];
  run.to = next.to;
  run.isPlain &&= next.isPlain;
  return true;
}

/** One day with its weekday before or behind it, or several that share their month. */
function datedAt(text: AlignedText, at: number, isStrict: boolean): Dated | 'unclear' | null {
  const { folded } = text;
  const before = weekdayAt(text, at, isStrict);
  const start = before?.to ?? at;
  const gap = matchAt(beforeDay, folded, start)?.[0] ?? '';
  if (before && gap === '') return null;
  const isNamed = gap.includes('ngay');
  const found = partsAt(folded, start + gap.length, isStrict, isNamed);
  if (found === null || found === 'unclear') return found;
  const [only, ...others] = found.parts;
  let to = found.to;
  let weekday = before?.weekday ?? null;
  if (only && others.length === 0 && !before && !found.through) {
    const behind = weekdayBehind(text, to, isStrict);
    weekday = behind?.weekday ?? null;
    to = behind?.to ?? to;
  }
  const lunar = matchAt(lunarAfter, folded, to);
  return {
    dates: found.parts.map((parts, index) => ({ weekday: index === 0 ? weekday : null, ...parts })),
    through: found.through && { weekday: null, ...found.through },
    to: lunar ? to + lunar[0].length : to,
    isPlain:
      found.isPlain && found.parts.every(({ month, year }) => month !== null && year !== null),
    isLunar: lunar !== null,
  };
}

function weekdayBehind(text: AlignedText, to: number, isStrict: boolean) {
  const gap = matchAt(/ *[(,-]? */y, text.folded, to)?.[0] ?? '';
  if (gap === '') return null;
  const behind = weekdayAt(text, to + gap.length, isStrict);
  if (!behind) return null;
  // "thứ 3 24/11, thứ 5 26/11": it belongs to the day behind it.
  const more = matchAt(beforeDay, text.folded, behind.to)?.[0] ?? '';
  const next = partsAt(text.folded, behind.to + more.length, isStrict, more.includes('ngay'));
  return next !== null && more !== '' ? null : behind;
}

interface Found {
  parts: Parts[];
  through: Parts | null;
  to: number;
  isPlain: boolean;
}

function partsAt(
  folded: string,
  at: number,
  isStrict: boolean,
  isNamed: boolean,
): Found | 'unclear' | null {
  if (!/\d/.test(folded[at] ?? '') || /\d/.test(folded[at - 1] ?? '')) return null;
  const several = matchAt(shared, folded, at);
  if (several) return severalOf(several, at, Number(several[3]), yearOf(several[4]));
  const one = onePart(folded, at, isStrict);
  if (one) {
    const [match, parts, isPlain] = one;
    const to = at + match[0].length;
    return isDay(parts) && !isWordAt(folded, to)
      ? { parts: [parts], through: null, to, isPlain }
      : 'unclear';
  }
  const alone = isNamed ? matchAt(dayAlone, folded, at) : null;
  return alone && severalOf(alone, at, null, null);
}

function onePart(
  folded: string,
  at: number,
  isStrict: boolean,
): [RegExpExecArray, Parts, boolean] | null {
  let match = matchAt(iso, folded, at);
  if (match) return [match, partsOf(match[3], match[2], match[1]), true];
  match = matchAt(spoken, folded, at);
  if (match) return [match, partsOf(match[1], match[2], match[3]), true];
  match = matchAt(full, folded, at);
  if (match) return [match, partsOf(match[1], match[3], match[4]), match[4]?.length === 4];
  match = matchAt(english, folded, at);
  if (match) {
    const month = String(months.indexOf(match[2] ?? '') + 1);
    return [match, partsOf(match[1], month, match[3]), true];
  }
  match = matchAt(short, folded, at);
  if (match) return [match, partsOf(match[1], match[2], undefined), true];
  match = isStrict ? null : matchAt(shortByMark, folded, at);
  // "5-6" and "5.6" may be a span or a time as well; 24-11 can only be a day.
  return match && Number(match[1]) > 23
    ? [match, partsOf(match[1], match[2], undefined), false]
    : null;
}

function severalOf(
  match: RegExpExecArray,
  at: number,
  month: number | null,
  year: number | null,
): Found | 'unclear' {
  const days = [Number(match[1]), ...(match[2]?.match(/\d+/g) ?? []).map(Number)];
  const parts = days.map((day) => ({ day, month, year }));
  if (!parts.every(isDay)) return 'unclear';
  const isSpan = /-|den/.test(match[2] ?? '');
  const [first, last] = [parts[0], parts.at(-1)];
  const to = at + match[0].length;
  if (!isSpan || !first || !last) return { parts, through: null, to, isPlain: true };
  if (parts.length > 2 || last.day <= first.day) return 'unclear';
  return { parts: [first], through: last, to, isPlain: true };
}

function partsOf(day?: string, month?: string, year?: string): Parts {
  return { day: Number(day), month: Number(month), year: yearOf(year) };
}

function yearOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function isDay({ day, month, year }: Parts): boolean {
  if (month === null) return day >= 1 && day <= 31;
  return month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year ?? 2000, month);
}

/** Where something ends that is written as a day but cannot be one: 31/11, 24/13. */
function impossibleEnd(folded: string, at: number): number | null {
  const match = matchAt(impossible, folded, at);
  return match ? at + match[0].length : null;
}
