import type { CellRef } from '../plan-line.ts';
import { alignText } from '../words/aligned-text.ts';
import { cellText } from './cell-words.ts';
import type { PlanReading } from './plan-reading.ts';
import type { WhenCell } from './when-cell.ts';
import { readWhenCell } from './when-cell.ts';

const marks = /^[\s*=#_~.•–—-]+|[\s*=#_~.:•–—-]+$/g;
const ordinal = /^(?:[IVX]{1,4}|[A-H]|\d{1,2})[.)/]\s*/;
/** What a heading may say besides its day or session. */
const words =
  /(?<![\p{L}\p{N}])(?:lich|chuong trinh|phat(?: thanh| song)?|truyen thanh|buoi|ngay|noi dung|cac|phan|tin bai)(?![\p{L}\p{N}])/gu;

/**
 * The day or session that a heading within a plan names: "THỨ HAI (23/11/2026)", "I. BUỔI SÁNG", "Sáng: 5h00 –
 * 5h45". `null` for a text that says more, or speaks of a whole week.
 */
export function readSection(text: string, place: CellRef, reading: PlanReading): WhenCell | null {
  const plain = cellText(text).replace(marks, '').replace(ordinal, '').replace(marks, '');
  if (plain === '') return null;
  const when = readWhenCell(plain, 'when', place, reading);
  const rest = alignText(when.rest)
    .folded.replace(words, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
  if (rest !== '' || when.days.length + when.airings.length === 0) return null;
  const isWeek = when.days.some(
    (token) => token.kind === 'week' || (token.kind === 'dates' && token.through !== null),
  );
  const isUnclear = when.airings.some(({ kind }) => kind === 'unclear');
  return isWeek || isUnclear ? null : { ...when, rest: '' };
}
