import type { CellText } from '../line/draft-line.ts';
import type { Placed } from '../words/token.ts';
import type { Carry } from './carry.ts';
import { asCarried } from './carry.ts';
import { cellText, isBlank, isFooter, isNoBroadcast, isRemark, lineItems } from './cell-words.ts';
import type { RoughLine, RoughRows } from './list-rows.ts';
import { skippedRow } from './list-rows.ts';
import type { MatrixHead } from './matrix-head.ts';
import type { PlanReading } from './plan-reading.ts';
import { cellRef } from './row-cells.ts';
import { airingsOfItem, readItem, severalIn } from './row-drafts.ts';
import { readSection } from './section.ts';
import type { TableRow } from './split-cells.ts';
import { noWhen, readWhenCell, unclearRest } from './when-cell.ts';

const ofItem = ['length', 'places', 'class'] as const;

interface When {
  days: readonly Placed[];
  airings: readonly Placed[];
}

/** Reads the rows under a head of days or sessions: each cell holds its items, a line for each. */
export function matrixRows(
  rows: readonly TableRow[],
  head: MatrixHead,
  before: Carry,
  reading: PlanReading,
): RoughRows {
  let above: When = { days: before.days, airings: [...before.parts, ...before.times] };
  const lines: RoughLine[] = [];
  for (const row of rows) {
    const filled = row.cells.flatMap((text, column) => (isBlank(text) ? [] : [{ text, column }]));
    const [first] = filled;
    if (!first) {
      lines.push(skippedRow(row, 'blank'));
      continue;
    }
    const inHead = head.columns.some(({ column }) => column === first.column);
    const isLone = filled.length === 1 && !(inHead && first.column > 0);
    const section = isLone ? readSection(first.text, cellRef(row, first.column), reading) : null;
    if (section) {
      above = {
        days: section.days.length > 0 ? section.days : above.days,
        airings: section.airings,
      };
      lines.push(skippedRow(row, 'section'));
      continue;
    }
    const isUnder = isFooter(first.text) || (isLone && isRemark(first.text));
    if (isUnder || (isLone && !inHead)) {
      lines.push(skippedRow(row, isUnder ? 'footer' : 'heading'));
      continue;
    }
    const own = rowHead(row, head, reading);
    const when = {
      days: own.days.length > 0 ? own.days : asCarried(above.days),
      airings: own.airings.length > 0 ? own.airings : asCarried(above.airings),
    };
    above = {
      days: own.days.length > 0 ? own.days : above.days,
      airings: own.airings.length > 0 ? own.airings : above.airings,
    };
    lines.push(...itemsOf(row, head, when, reading));
  }
  return { lines, carry: { ...before, days: [], parts: [], times: [] } };
}

/** What the cells before the first column of the head say of the whole row. */
function rowHead(row: TableRow, head: MatrixHead, reading: PlanReading): When {
  const end = head.columns[0]?.column ?? 0;
  const read = row.cells.slice(0, end).map((text, column) => {
    if (isBlank(text)) return noWhen;
    const place = cellRef(row, column);
    const meaning = head.of === 'days' ? 'when' : 'weekday';
    // A number of the row says nothing.
    if (/^\d{1,2}\.?$/.test(cellText(text)) && end > 1 && column === 0) return noWhen;
    const when = readWhenCell(text, meaning, place, reading);
    if (when.rest === '') return when;
    const unclear = unclearRest(when.rest, meaning, place);
    return {
      ...when,
      days: [...when.days, ...unclear.days],
      airings: [...when.airings, ...unclear.airings],
    };
  });
  return {
    days: read.flatMap(({ days }) => days),
    airings: read.flatMap(({ airings }) => airings),
  };
}

function itemsOf(row: TableRow, head: MatrixHead, around: When, reading: PlanReading): RoughLine[] {
  const heads = new Map(head.columns.map(({ column, when }) => [column, when]));
  const start = head.columns[0]?.column ?? 0;
  const filled = row.cells.flatMap((text, column) =>
    column >= start && !isBlank(text) ? [{ text, column }] : [],
  );
  const note = filled.find(({ column }) => !heads.has(column));
  const cells = filled.filter(({ column }) => heads.has(column));
  const [only, ...others] = cells;
  const isAlone = head.of === 'days' && only?.column === start && others.length === 0;
  const lines = cells.flatMap(({ text, column }) => {
    const when = heads.get(column) ?? noWhen;
    const days = [...when.days, ...around.days];
    const airings = [...around.airings, ...when.airings];
    const remark = note && cellOf(row, note.column, note.text);
    const cell = cellOf(row, column, text);
    return linesOf(cell, { days, airings }, { isAlone, note: remark ?? null }, reading);
  });
  return lines.length > 0 ? lines : [skippedRow(row, 'section')];
}

/** The items of one cell. */
function linesOf(
  { text, cell }: CellText,
  when: When,
  { isAlone, note }: { isAlone: boolean; note: CellText | null },
  reading: PlanReading,
): RoughLine[] {
  const items = lineItems(text);
  return items.map((item, index): RoughLine => {
    const place = { line: cell.line, column: cell.column, part: index + 1, text: item };
    if (isNoBroadcast(item)) return { kind: 'skipped', reason: 'no_broadcast', ...place };
    const read = readItem({ text: item, cell, certainty: 'stated' }, true, ofItem, reading);
    return {
      ...place,
      days: when.days,
      airings: airingsOfItem(read.times, when.airings, { index, count: items.length }, reading),
      title: read.title === '' ? null : { text: read.title, cell, certainty: 'stated' },
      ...{ programme: null, length: null, places: null, class: null, contributor: null, note },
      asides: read.asides,
      isShared: items.length > 1,
      isTyped: false,
      problems: [
        ...severalIn(item),
        ...(isAlone ? [{ code: 'merged_across', value: item } as const] : []),
      ],
    };
  });
}

function cellOf(row: TableRow, column: number, text: string): CellText {
  return { text: text.trim(), cell: cellRef(row, column), certainty: 'stated' };
}
