import type { LengthUnit } from '../line/draft-line.ts';
import type { ColumnMeaning } from './headings.ts';
import { readHeading } from './headings.ts';
import type { TableRow } from './split-cells.ts';

/** What the columns of a list say; columns count from 0 here. */
export interface Layout {
  meanings: readonly (ColumnMeaning | null)[];
  unit: LengthUnit | null;
  /** Not by headings, but by what the cells look like. */
  isGuessed: boolean;
}

/** The layout that a row of headings gives, or `null` for any other row. */
export function layoutOf({ cells }: TableRow): Layout | null {
  const headings = cells.map((cell) => (cell.trim() ? readHeading(cell) : null));
  const filled = cells.filter((cell) => cell.trim()).length;
  const known = headings.filter((heading) => heading !== null);
  const distinct = new Set(known.map(({ meaning }) => meaning)).size;
  if (distinct < 2 || known.length * 2 < filled) return null;
  const says = known.some(({ meaning }) => !['ignored', 'note', 'contributor'].includes(meaning));
  if (!says) return null;
  return settle(
    headings.map((heading) => heading?.meaning ?? null),
    known.find(({ meaning, unit }) => meaning === 'length' && unit !== null)?.unit ?? null,
  );
}

/** A second row of headings under merged ones says more of its columns. */
export function mergeLayouts(upper: Layout, lower: Layout): Layout {
  const width = Math.max(upper.meanings.length, lower.meanings.length);
  const meanings = Array.from(
    { length: width },
    (_, column) => lower.meanings[column] ?? upper.meanings[column] ?? null,
  );
  return settle(meanings, lower.unit ?? upper.unit);
}

/** Whether each filled cell is a heading: such a row under headings goes on with them. */
export function isAllHeadings({ cells }: TableRow): boolean {
  const filled = cells.filter((cell) => cell.trim());
  return filled.length > 0 && filled.every((cell) => readHeading(cell) !== null);
}

/** The layout of a single heading row that is not one by itself. */
export function subLayout({ cells }: TableRow): Layout {
  return {
    meanings: cells.map((cell) => (cell.trim() ? (readHeading(cell)?.meaning ?? null) : null)),
    unit: null,
    isGuessed: false,
  };
}

/** Only one column is the title; what else could be is the programme, or the title where none is. */
function settle(meanings: readonly (ColumnMeaning | null)[], unit: LengthUnit | null): Layout {
  const hasTitle = meanings.includes('title');
  const first = meanings.indexOf('titleOrProgramme');
  const settled = meanings.map((meaning, column): ColumnMeaning | null => {
    if (meaning !== 'titleOrProgramme') return meaning;
    if (!hasTitle && column === first) return 'title';
    return meanings.includes('programme') ? 'note' : 'programme';
  });
  return { meanings: settled, unit, isGuessed: false };
}
