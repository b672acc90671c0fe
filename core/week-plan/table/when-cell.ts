import { fold } from '../../text/fold.ts';
import type { CellRef } from '../plan-line.ts';
import { alignText } from '../words/aligned-text.ts';
import { tokensOfCell } from '../words/find-tokens.ts';
import { titleOf } from '../words/sentence.ts';
import type { Placed, Token } from '../words/token.ts';
import { tokenOf, topicOf } from '../words/token.ts';
import { weekdayOfTypo } from '../words/weekday-typo.ts';
import { cellText } from './cell-words.ts';
import type { ColumnMeaning } from './headings.ts';
import type { PlanReading } from './plan-reading.ts';

export interface WhenCell {
  days: Placed[];
  airings: Placed[];
  /** Words that say nothing of days and times. */
  rest: string;
}

export const noWhen: WhenCell = { days: [], airings: [], rest: '' };

/** Words around days and times that say nothing more. */
const fillers =
  /(?<![\p{L}\p{N}])(?:vao|luc|cac|buoi|ca|ngay|gio|phat(?: song| thanh)?|tu|tuan|va|den|moi|trong|bat dau|khoang)(?![\p{L}\p{N}])/gu;

/** What a cell of its own says of days, times and sessions, in the light of its column. */
export function readWhenCell(
  cell: string,
  meaning: ColumnMeaning,
  place: CellRef,
  { names, isMonthFirst }: PlanReading,
): WhenCell {
  const text = alignText(inFull(cellText(cell), meaning));
  const found: Token[] = tokensOfCell(text, names).map((token) =>
    isMonthFirst && isEitherWay(token) ? { ...token, kind: 'unclear', about: 'day' } : token,
  );
  let rest = restOf(text.raw, titleOf(text, found));
  const isDayless = !found.some((token) => topicOf(token) === 'day');
  const weekday = isDayless && meaning !== 'time' ? weekdayOfTypo(fold(rest)) : null;
  if (weekday !== null) {
    const meaning = { weekdays: [weekday], isEach: false, isExcept: false };
    const token = { kind: 'weekdays', ...meaning } as const;
    found.push(tokenOf(text, 0, text.raw.length, token, false));
    rest = '';
  }
  const tokens = found.map((token): Placed => ({ ...token, cell: place, certainty: 'stated' }));
  return {
    days: tokens.filter((token) => topicOf(token) === 'day'),
    airings: tokens.filter((token) => ['time', 'part'].includes(topicOf(token))),
    rest,
  };
}

/** The words left over, as something that a person must look at. */
export function unclearRest(rest: string, meaning: ColumnMeaning, place: CellRef): WhenCell {
  const isDay = meaning === 'weekday' || meaning === 'date' || meaning === 'day';
  const about = isDay ? 'day' : meaning === 'session' ? 'session' : 'time';
  const text = alignText(rest);
  const token = tokenOf(text, 0, rest.length, { kind: 'unclear', about }, false);
  const tokens: Placed[] = [{ ...token, cell: place, certainty: 'stated' }];
  return { days: isDay ? tokens : [], airings: isDay ? [] : tokens, rest: '' };
}

/** A date that is one both ways, day first and month first. */
function isEitherWay(token: Token): boolean {
  const dates = token.kind === 'dates' ? token.dates : [];
  return (
    /^\d{1,2}\/\d{1,2}\/\d{2,4}$/.test(token.raw) &&
    dates.some(({ day, month }) => day <= 12 && day !== month)
  );
}

/** In a column of weekdays "2" is Monday, in one of dates "24" is a day. */
function inFull(text: string, meaning: ColumnMeaning): string {
  if (
    meaning === 'weekday' &&
    /^(?:[2-7]|hai|ba|t[ưu]|năm|nam|s[áa]u|b[ảaẩ]y)(?![\p{L}\p{N}])/iu.test(text)
  )
    return `Thứ ${text}`;
  return meaning === 'date' && /^\d{1,2}$/.test(text) ? `ngày ${text}` : text;
}

function restOf(raw: string, title: string): string {
  const { folded } = alignText(title);
  const bare = folded.replace(fillers, '').replace(/[^\p{L}\p{N}]/gu, '');
  return bare === '' || raw === '' ? '' : title;
}
