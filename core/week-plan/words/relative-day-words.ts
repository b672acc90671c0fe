import type { AlignedText } from './aligned-text.ts';
import { isWordAt, matchAt } from './aligned-text.ts';
import type { Meaning, Token } from './token.ts';
import { tokenOf } from './token.ts';

const said: readonly [RegExp, Meaning][] = [
  [/(?:ngay )?hom nay|today/y, { kind: 'offset', days: 0 }],
  [/ngay mai|tomorrow/y, { kind: 'offset', days: 1 }],
  [/ngay (?:kia|mot)/y, { kind: 'offset', days: 2 }],
  [/hom qua|yesterday/y, { kind: 'offset', days: -1 }],
  [
    /(?:hang|moi|tat ca cac|suot cac) ngay(?: (?:trong|ca) tuan)?|ca tuan|daily|every ?day/y,
    { kind: 'everyDay' },
  ],
  // Seven days for some, five for others.
  [/cac ngay trong tuan|trong tuan(?! nay| sau| toi)/y, { kind: 'unclear', about: 'day' }],
  [/(?:hang|moi) tuan|weekly|every week/y, { kind: 'cycle', freq: 'weekly' }],
  [/(?:hang|moi) thang|monthly|every month/y, { kind: 'cycle', freq: 'monthly' }],
  [/(?:trong )?tuan nay|this week/y, { kind: 'week', shift: 0 }],
  [/tuan (?:sau|toi)|next week/y, { kind: 'week', shift: 1 }],
];
const behindPart: readonly [RegExp, number][] = [
  [/nay/y, 0],
  [/(?:ngay )?mai/y, 1],
  [/(?:ngay )?(?:kia|mot)/y, 2],
];
const part = /(?:^|[^\p{L}\p{N}])(?:sang|trua|chieu|toi|dem)(?: (?:som|muon))? +$/u;
const weekday =
  /(?:^|[^a-z])(?:(?:thu|th|t)[ .]?[2-7]|thu (?:hai|ba|tu|nam|sau|bay)|cn|chu nhat) +$/;
const startsDay = / +(?:luc )?(?:\d{1,2} ?(?:h|:|g)|sang|trua|chieu|toi)/y;
/** Behind it a time, or nothing: "17h mai". */
const timeBefore = /\d(?:h|g|gio)?\d{0,2} +$/;

/** Days counted from today, and how often: "hôm nay", "sáng mai", "hàng ngày", "tuần sau". */
export function relativeDayAt(text: AlignedText, at: number, isStrict: boolean): Token | null {
  const { folded, raw } = text;
  for (const [pattern, meaning] of said) {
    const to = endOf(pattern, folded, at);
    if (to !== null) return tokenOf(text, at, to, meaning, meaning.kind !== 'unclear');
  }
  const before = folded.slice(0, at);
  const thisOne = endOf(/nay/y, folded, at);
  if (thisOne !== null && weekday.test(before))
    return tokenOf(text, at, thisOne, { kind: 'week', shift: 0 });
  const which = endOf(/(?:dau|giua|cuoi) (?:tuan|thang|nam)/y, folded, at);
  if (which !== null && (at === 0 || weekday.test(before)))
    return tokenOf(text, at, which, { kind: 'unclear', about: 'day' }, false);
  const isBehindPart = part.test(before);
  for (const [pattern, days] of behindPart) {
    const to = endOf(pattern, folded, at);
    if (to === null) continue;
    if (isBehindPart) return tokenOf(text, at, to, { kind: 'offset', days });
    // "Mai" is a name and a flower too.
    const isMai = raw.slice(at, to) === 'mai' || (at === 0 && raw.slice(at, to) === 'Mai');
    const isBetween = timeBefore.test(before) || (at === 0 && matchAt(startsDay, folded, to));
    if (isMai && (isBetween || !isStrict)) return tokenOf(text, at, to, { kind: 'offset', days });
  }
  return null;
}

function endOf(pattern: RegExp, folded: string, at: number): number | null {
  const match = matchAt(pattern, folded, at);
  const to = at + (match?.[0].length ?? 0);
  return match && !isWordAt(folded, to) ? to : null;
}
