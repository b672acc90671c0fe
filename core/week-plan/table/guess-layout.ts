import { readProgramme } from '../names/programme-names.ts';
import { readPlaces } from '../names/read-places.ts';
import { readLength } from '../words/length-words.ts';
import { cellText, isBlank } from './cell-words.ts';
import type { ColumnMeaning } from './headings.ts';
import type { Layout } from './layout.ts';
import type { PlanReading } from './plan-reading.ts';
import type { TableRow } from './split-cells.ts';
import { readWhenCell } from './when-cell.ts';

type Look = 'when' | 'length' | 'places' | 'programme' | 'number' | 'text';

/** So many rows tell what a column holds. */
const mostRows = 60;

/** What the columns of a table without headings most likely say, from what most of their cells look like. */
export function guessLayout(rows: readonly TableRow[], reading: PlanReading): Layout {
  const full = rows.filter(({ cells }) => filledOf(cells) > 1).slice(0, mostRows);
  const width = full.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  const columns = Array.from({ length: width }, (_, column) => {
    const cells = full.map((row) => cellText(row.cells[column] ?? '')).filter(Boolean);
    return { column, cells, look: lookOf(cells, reading) };
  });
  const letters = (cells: readonly string[]) => cells.reduce((sum, cell) => sum + cell.length, 0);
  const texts = columns
    .filter(({ look, cells }) => look === 'text' && cells.length > 0)
    .sort((a, b) => letters(b.cells) - letters(a.cells));
  const title = texts[0]?.column;
  const meanings = columns.map(({ column, look }): ColumnMeaning | null => {
    if (look === 'text') return column === title ? 'title' : 'note';
    return look === 'number' ? 'ignored' : look;
  });
  return { meanings, unit: null, isGuessed: true };
}

/** Whether a row looks like a line of a plan: several cells, one of them a day or time and nothing else. */
export function isItemLike({ cells }: TableRow, reading: PlanReading): boolean {
  return filledOf(cells) > 1 && cells.some((cell) => !isBlank(cell) && isWhen(cell, reading));
}

function filledOf(cells: readonly string[]): number {
  return cells.filter((cell) => !isBlank(cell)).length;
}

function lookOf(cells: readonly string[], reading: PlanReading): Look {
  const counts = new Map<Look, number>();
  for (const cell of cells) {
    const look = lookOfCell(cell, reading);
    counts.set(look, (counts.get(look) ?? 0) + 1);
  }
  const numbers = cells.map(Number);
  const isCounted = numbers.every((number, index) => number > (numbers[index - 1] ?? 0));
  for (const [look, count] of counts)
    if (count * 2 > cells.length && (look !== 'number' || isCounted)) return look;
  return 'text';
}

function lookOfCell(cell: string, reading: PlanReading): Look {
  if (/^\d{1,3}[.)]?$/.test(cell)) return 'number';
  if (/['’′"”″p:]/.test(cell) && /\d/.test(cell) && !/^\d{1,2}:\d{2}$/.test(cell))
    if (readLength(cell, null) !== 'unclear') return 'length';
  if (isWhen(cell, reading)) return 'when';
  if (readProgramme(reading.names.programmes, cell).isPlain) return 'programme';
  const { places } = readPlaces(reading.names.places, cell);
  return places ? 'places' : 'text';
}

function isWhen(cell: string, reading: PlanReading): boolean {
  const { days, airings, rest } = readWhenCell(cell, 'when', { line: 0, column: 0 }, reading);
  const tokens = [...days, ...airings];
  return tokens.length > 0 && rest === '' && tokens.every(({ kind }) => kind !== 'unclear');
}
