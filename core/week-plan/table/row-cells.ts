import type { CellText } from '../line/draft-line.ts';
import type { CellRef, Certainty } from '../plan-line.ts';
import type { Placed } from '../words/token.ts';
import { cellText, isBlank } from './cell-words.ts';
import type { ColumnMeaning } from './headings.ts';
import type { Layout } from './layout.ts';
import type { PlanReading } from './plan-reading.ts';
import type { TableRow } from './split-cells.ts';
import type { WhenCell } from './when-cell.ts';
import { readWhenCell } from './when-cell.ts';

/** The cells of a row by what their columns say. */
export interface RowCells {
  days: Placed[];
  airings: Placed[];
  /** Words in cells of days and times that say nothing of them. */
  rests: readonly (CellText & { meaning: ColumnMeaning })[];
  /** These as written, for they may hold several lines. */
  title: CellText | null;
  programme: CellText | null;
  length: CellText | null;
  places: CellText | null;
  class: CellText | null;
  contributor: CellText | null;
  note: CellText | null;
}

const whenMeanings: readonly ColumnMeaning[] = [
  'weekday',
  'date',
  'day',
  'when',
  'time',
  'session',
];

export function rowCells(row: TableRow, layout: Layout, reading: PlanReading): RowCells {
  const certainty: Certainty = layout.isGuessed ? 'inferred' : 'stated';
  const of = (meaning: ColumnMeaning | null) => cellsOf(row, layout, meaning, certainty);
  const found = whenMeanings.flatMap((meaning) =>
    of(meaning).map((cell) => ({
      cell,
      meaning,
      when: whenOf(row, layout, cell, meaning, reading),
    })),
  );
  // In the order of the columns, so that "Sáng" stands before the time that follows it.
  found.sort((a, b) => a.cell.cell.column - b.cell.cell.column);
  const [title = null, ...otherTitles] = of('title');
  const notes = [...of('note'), ...otherTitles, ...of(null)];
  return {
    days: found.flatMap(({ when }) => when.days),
    airings: found.flatMap(({ when }) => when.airings),
    rests: found
      .filter(({ when }) => when.rest !== '')
      .map(({ cell, meaning, when }) => ({ ...cell, text: when.rest, meaning })),
    title,
    programme: joined(of('programme')),
    length: joined(of('length')),
    places: joined(of('places')),
    class: joined(of('class')),
    contributor: joined(of('contributor')),
    note: joined(notes),
  };
}

export function cellRef(row: TableRow, column: number): CellRef {
  return { line: row.line, column: column + 1 };
}

/** The end of a span may have a column of its own: it is read behind its start. */
function whenOf(
  row: TableRow,
  layout: Layout,
  { text, cell, certainty }: CellText,
  meaning: ColumnMeaning,
  reading: PlanReading,
): WhenCell {
  const end = cellText(row.cells[layout.meanings.indexOf('endTime')] ?? '');
  const isStart = meaning === 'time' && end !== '' && !/[-–]/.test(text);
  const when = readWhenCell(isStart ? `${text} - ${end}` : text, meaning, cell, reading);
  if (certainty === 'stated') return when;
  const lower = (tokens: Placed[]) => tokens.map((token) => ({ ...token, certainty }));
  return { ...when, days: lower(when.days), airings: lower(when.airings) };
}

function cellsOf(
  row: TableRow,
  { meanings }: Layout,
  meaning: ColumnMeaning | null,
  certainty: Certainty,
): CellText[] {
  return row.cells.flatMap((text, column) => {
    const isOf = (meanings[column] ?? null) === meaning && !isBlank(text);
    return isOf ? [{ text, cell: cellRef(row, column), certainty }] : [];
  });
}

function joined(cells: readonly CellText[]): CellText | null {
  const [first] = cells;
  if (!first || cells.length === 1) return first ?? null;
  return { ...first, text: cells.map(({ text }) => cellText(text)).join('; ') };
}
