import type { DraftLine } from '../line/draft-line.ts';
import type { SkipReason, SkippedLine } from '../plan-line.ts';
import type { Placed } from '../words/token.ts';
import type { Carry } from './carry.ts';
import { carriedFor, carryOn, carrySection, leader } from './carry.ts';
import { cellText, isBlank, isFooter, isNoBroadcast, isRemark, rowText } from './cell-words.ts';
import type { Layout } from './layout.ts';
import type { PlanReading } from './plan-reading.ts';
import type { RowCells } from './row-cells.ts';
import { cellRef, rowCells } from './row-cells.ts';
import { draftsOf } from './row-drafts.ts';
import { readSection } from './section.ts';
import type { TableRow } from './split-cells.ts';
import type { WhenCell } from './when-cell.ts';
import { unclearRest } from './when-cell.ts';

/** Lines that are still to be decided, and those that are none. */
export type RoughLine = DraftLine | SkippedLine;

export interface RoughRows {
  lines: RoughLine[];
  carry: Carry;
}

/** Reads the rows under a row of headings, or those of a table without one. */
export function listRows(
  rows: readonly TableRow[],
  layout: Layout,
  before: Carry,
  reading: PlanReading,
): RoughRows {
  let carry = before;
  const lines: RoughLine[] = [];
  for (const row of rows) {
    const skipped = skipReason(row, layout, reading);
    if (skipped) {
      if (skipped.section) carry = carrySection(skipped.section, carry);
      lines.push(skippedRow(row, skipped.reason));
      continue;
    }
    const cells = rowCells(row, layout, reading);
    const own = ownWhen(cells);
    const carried = carriedFor(own, carry, reading.names.sessions);
    carry = carryOn(own, carry, reading.names.sessions);
    if (saysNothingAirs(cells)) {
      lines.push(skippedRow(row, 'no_broadcast'));
      continue;
    }
    if (isDayAlone(cells, own)) {
      carry = carrySection(own, carry);
      lines.push(skippedRow(row, 'section'));
      continue;
    }
    const last = lines.at(-1);
    if (carried.isFollower && last && isDraft(last))
      lines[lines.length - 1] = sharedLine(last, reading);
    lines.push(...draftsOf(row, cells, carried, layout, reading));
  }
  return { lines, carry };
}

/** A line whose time turned out to stand for those below it too. */
export function sharedLine(line: DraftLine, { names }: PlanReading): DraftLine {
  return { ...line, isShared: true, airings: leader(line.airings, names.sessions) };
}

export function isDraft(line: RoughLine): line is DraftLine {
  return !('kind' in line);
}

export function skippedRow(row: TableRow, reason: SkipReason): SkippedLine {
  const text = rowText(row.cells);
  return { kind: 'skipped', reason, line: row.line, column: null, part: 1, text };
}

interface Skipped {
  reason: SkipReason;
  section: WhenCell | null;
}

/** Why a row is no item, with the day or session that it gives to those below. */
function skipReason(row: TableRow, layout: Layout, reading: PlanReading): Skipped | null {
  const filled = row.cells.flatMap((text, column) => (isBlank(text) ? [] : [{ text, column }]));
  const [first] = filled;
  if (!first) return { reason: 'blank', section: null };
  if (filled.length > 1) {
    const isSigned = filled.some(({ text }) => isFooter(text));
    const isTimed = filled.some(
      ({ text, column }) => saysWhen(layout, column) && !isNoWhen(text, row, reading),
    );
    return isSigned && !isTimed ? { reason: 'footer', section: null } : null;
  }
  const meaning = layout.meanings[first.column] ?? null;
  const section = readSection(first.text, cellRef(row, first.column), reading);
  const isTimeAlone =
    section?.days.length === 0 && section.airings.every(({ kind }) => kind === 'time');
  if (section && (meaning !== 'time' || !isTimeAlone)) return { reason: 'section', section };
  if (isFooter(first.text) || isRemark(first.text)) return { reason: 'footer', section: null };
  if (meaning === 'title' || meaning === 'programme') return null;
  const isWhen = saysWhen(layout, first.column) && !isNoWhen(first.text, row, reading);
  return isWhen ? null : { reason: 'heading', section: null };
}

/** Whether a lone cell says nothing at all of days and times. */
function isNoWhen(text: string, row: TableRow, reading: PlanReading): boolean {
  const layout: Layout = { meanings: ['when'], unit: null, isGuessed: false };
  const { days, airings, rests } = rowCells({ line: row.line, cells: [text] }, layout, reading);
  return days.length + airings.length === 0 && !rests.some((rest) => isNoBroadcast(rest.text));
}

function saysWhen({ meanings }: Layout, column: number): boolean {
  return ['weekday', 'date', 'day', 'when', 'time', 'session'].includes(meanings[column] ?? '');
}

function saysNothingAirs({ title, rests }: RowCells): boolean {
  const texts = [...(title ? [cellText(title.text)] : []), ...rests.map(({ text }) => text)];
  return texts.some(isNoBroadcast);
}

/** A row that names a day and nothing for it: the rows below belong to it. */
function isDayAlone(cells: RowCells, own: { days: readonly Placed[]; airings: readonly Placed[] }) {
  const { title, programme, length, places, contributor, note } = cells;
  const others = [title, programme, length, places, cells.class, contributor, note];
  return own.days.length > 0 && own.airings.length === 0 && others.every((cell) => cell === null);
}

/** Words in cells of days and times that say nothing of them are left for a person to look at. */
function ownWhen({ days, airings, rests }: RowCells) {
  const unclear = rests
    .filter(({ text }) => !isNoBroadcast(text))
    .map(({ text, meaning, cell }) => unclearRest(text, meaning, cell));
  return {
    days: [...days, ...unclear.flatMap((each) => each.days)],
    airings: [...airings, ...unclear.flatMap((each) => each.airings)],
  };
}
