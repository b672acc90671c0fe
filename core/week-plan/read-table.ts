import { fold } from '../text/fold.ts';
import type { TableRow } from './table/split-cells.ts';
import { splitCells } from './table/split-cells.ts';

/** No character of a plan: splitting by it leaves whole lines. */
const nothing = '\u0000';

/**
 * The rows and cells of a pasted text: tabs as Word and Excel copy them, CSV with commas or semicolons, or
 * lines. Cells stay as written; merged ones are empty but for the first.
 */
export function readTable(text: string): TableRow[] {
  const plain = text
    .replace(/^\uFEFF/, '')
    .replaceAll(nothing, '')
    .replace(/\r\n?/g, '\n');
  // Excel's own first line, which names the delimiter.
  const named = /^"?sep=([,;\t])"?\n/i.exec(plain);
  if (named?.[1]) {
    const rows = splitCells(plain.slice(named[0].length), named[1]);
    return rows.map(({ line, cells }) => ({ line: line + 1, cells }));
  }
  const found = [';', ',']
    .map((delimiter) => ({ delimiter, share: csvShare(plain, delimiter) }))
    .reduce((best, each) => (each.share > best.share ? each : best));
  // A file of commas may hold a tab within a cell; what is copied has tabs in most of its lines.
  const tabs = tabShare(plain);
  if (tabs >= 0.5 || (tabs > 0 && found.share < 0.9))
    return joinParagraphs(splitCells(plain, '\t'));
  return splitCells(plain, found.share >= 0.6 ? found.delimiter : nothing);
}

/** The share of lines with something in them that hold a tab. */
function tabShare(text: string): number {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? 0 : lines.filter((line) => line.includes('\t')).length / lines.length;
}

/** The share of rows that have the usual number of cells; 0 where the text does not look like CSV. */
function csvShare(text: string, delimiter: string): number {
  const rows = splitCells(text, delimiter).filter(({ cells }) => cells.some((cell) => cell.trim()));
  const [width, count] = usualWidth(rows);
  if (width < 2 || (rows.length < 2 && width < 4)) return 0;
  // In sentences a space follows; in files it hardly ever does.
  const inner = rows.flatMap(({ cells }) => cells.slice(1));
  const spaced = inner.filter((cell) => cell.startsWith(' ')).length;
  return spaced * 2 > inner.length ? 0 : count / rows.length;
}

function usualWidth(rows: readonly TableRow[]): [width: number, count: number] {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  let usual: [number, number] = [1, 0];
  for (const [width, count] of counts)
    if (count > usual[1] || (count === usual[1] && width > usual[0])) usual = [width, count];
  return usual;
}

/**
 * Word copies the paragraphs of a cell as lines of their own. Lines that together have exactly the cells of
 * the widest row, and of which only the first begins as a row does, are one row.
 */
function joinParagraphs(rows: readonly TableRow[]): TableRow[] {
  const width = rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  const joined: TableRow[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    const count = countParagraphs(rows, at, width);
    const [first, ...others] = rows.slice(at, at + count);
    if (!first) continue;
    const cells = others.reduce((all, row) => append(all, row.cells), [...first.cells]);
    joined.push({ line: first.line, cells });
    at += count - 1;
  }
  return joined;
}

function append(cells: string[], more: readonly string[]): string[] {
  const [continued = '', ...others] = more;
  return [...cells.slice(0, -1), `${cells.at(-1) ?? ''}\n${continued}`, ...others];
}

/** How many rows from `at` on are one; 1 where they are not. */
function countParagraphs(rows: readonly TableRow[], at: number, width: number): number {
  let sum = (rows[at]?.cells.length ?? width) - 1;
  if (sum < 1) return 1;
  for (let next = at + 1; sum < width - 1; next += 1) {
    const row = rows[next];
    const start = row?.cells[0] ?? '';
    if (!row || beginsRow(start)) return 1;
    sum += row.cells.length - 1;
    if (sum === width - 1) return next - at + 1;
  }
  return 1;
}

/** Blank, a number, a weekday or a session, as the first cell of a row is. */
function beginsRow(cell: string): boolean {
  const folded = fold(cell);
  return (
    folded === '' ||
    /^(?:\d|thu\b|t[2-7]\b|cn\b|chu nhat|buoi |(?:sang|trua|chieu|toi)$)/.test(folded)
  );
}
