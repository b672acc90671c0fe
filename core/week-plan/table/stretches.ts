import type { Carry } from './carry.ts';
import { carrySection } from './carry.ts';
import { cellText, isBlank } from './cell-words.ts';
import { guessLayout, isItemLike } from './guess-layout.ts';
import type { Layout } from './layout.ts';
import { isAllHeadings, layoutOf, mergeLayouts, subLayout } from './layout.ts';
import type { RoughLine, RoughRows } from './list-rows.ts';
import { listRows, skippedRow } from './list-rows.ts';
import type { MatrixHead } from './matrix-head.ts';
import { matrixHeadOf, mergeHeads } from './matrix-head.ts';
import { matrixRows } from './matrix-rows.ts';
import type { PlanReading } from './plan-reading.ts';
import { cellRef } from './row-cells.ts';
import { readSection } from './section.ts';
import type { TableRow } from './split-cells.ts';
import { textLines } from './text-lines.ts';

/** Rows that are read alike: those under one head, or those without any. */
export type Stretch = { rows: TableRow[]; heads: TableRow[] } & (
  | { kind: 'list'; layout: Layout }
  | { kind: 'matrix'; head: MatrixHead }
  /** Above the first head, or a plan that has none. */
  | { kind: 'plain'; isWhole: boolean }
);

/** Parts a plan at its heads, wherever they stand. */
export function stretchesOf(rows: readonly TableRow[], reading: PlanReading): Stretch[] {
  const stretches: Stretch[] = [];
  let current: Stretch = { kind: 'plain', isWhole: true, rows: [], heads: [] };
  for (const row of rows) {
    const below: Stretch | null = current.rows.length === 0 ? goOn(current, row, reading) : null;
    if (below) {
      current = below;
      continue;
    }
    const head = headOf(row, reading);
    if (head) {
      stretches.push(current.kind === 'plain' ? { ...current, isWhole: false } : current);
      current = head;
    } else current.rows.push(row);
  }
  return [...stretches, current];
}

export function readStretch(stretch: Stretch, before: Carry, reading: PlanReading): RoughRows {
  const heads = stretch.heads.map((row) => skippedRow(row, 'heading'));
  const read = readBody(stretch, before, reading);
  return { lines: [...heads, ...read.lines], carry: read.carry };
}

function readBody(stretch: Stretch, before: Carry, reading: PlanReading): RoughRows {
  if (stretch.kind === 'list') return listRows(stretch.rows, stretch.layout, before, reading);
  if (stretch.kind === 'matrix') return matrixRows(stretch.rows, stretch.head, before, reading);
  const filled = stretch.rows.filter(({ cells }) => !cells.every(isBlank));
  const wide = filled.filter(({ cells }) => cells.filter((cell) => !isBlank(cell)).length > 1);
  const isTable = wide.some((row) => isItemLike(row, reading));
  if (!stretch.isWhole && !isTable) return titleRows(stretch.rows, before, reading);
  return isTable && wide.length * 2 >= filled.length
    ? listRows(stretch.rows, guessLayout(stretch.rows, reading), before, reading)
    : textLines(stretch.rows, before, reading);
}

/** Titles above the first head; one may already name the day or session of what follows. */
function titleRows(rows: readonly TableRow[], before: Carry, reading: PlanReading): RoughRows {
  let carry = before;
  const lines = rows.map((row): RoughLine => {
    const filled = row.cells.flatMap((text, column) => (isBlank(text) ? [] : [{ text, column }]));
    const [only, ...others] = filled;
    if (!only) return skippedRow(row, 'blank');
    const place = cellRef(row, only.column);
    const section = others.length === 0 ? readSection(cellText(only.text), place, reading) : null;
    if (section) carry = carrySection(section, carry);
    return skippedRow(row, section ? 'section' : 'title');
  });
  return { lines, carry };
}

function headOf(row: TableRow, reading: PlanReading): Stretch | null {
  const layout = layoutOf(row);
  if (layout) return { kind: 'list', layout, rows: [], heads: [row] };
  const head = matrixHeadOf(row, reading);
  return head && { kind: 'matrix', head, rows: [], heads: [row] };
}

/** A second row of the same head. */
function goOn(current: Stretch, row: TableRow, reading: PlanReading): Stretch | null {
  if (current.kind === 'plain' || current.heads.length > 1) return null;
  const heads = [...current.heads, row];
  if (current.kind === 'list')
    return isAllHeadings(row)
      ? { ...current, heads, layout: mergeLayouts(current.layout, subLayout(row)) }
      : null;
  const head = mergeHeads(current.head, row, reading);
  return head && { ...current, heads, head };
}
