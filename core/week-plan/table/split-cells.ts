/** A row of what was pasted: the line on which it begins, from 1, and its cells as written. */
export interface TableRow {
  line: number;
  cells: readonly string[];
}

/**
 * Splits a text of lines ended by \n into rows and cells. A cell in quotes may hold line breaks, delimiters
 * and doubled quotes (RFC 4180); a quote that does not enclose its cell is a letter like others, as
 * spreadsheets leave it in what they copy. Rows split by tabs hold none in their quotes.
 */
export function splitCells(text: string, delimiter: string): TableRow[] {
  const rows: TableRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let startLine = 1;
  let at = 0;
  while (at <= text.length) {
    const { value, end } = readCell(text, at, delimiter);
    cells.push(value);
    for (let place = at; place < end; place += 1) if (text[place] === '\n') line += 1;
    if (text[end] === delimiter) {
      at = end + 1;
      continue;
    }
    rows.push({ line: startLine, cells });
    cells = [];
    line += 1;
    startLine = line;
    at = end + 1;
  }
  const last = rows.at(-1);
  // What ends in a line break has no row behind it.
  if (last?.cells.length === 1 && last.cells[0] === '') rows.pop();
  return rows;
}

function readCell(text: string, from: number, delimiter: string): { value: string; end: number } {
  if (text[from] === '"') {
    const end = quotedEnd(text, from, delimiter);
    if (end !== null) return { value: text.slice(from + 1, end - 1).replaceAll('""', '"'), end };
  }
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end += 1;
  return { value: text.slice(from, end), end };
}

/** Behind the quote that closes the cell, or `null` where none does. */
function quotedEnd(text: string, from: number, delimiter: string): number | null {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\t' && delimiter === '\t') return null;
    if (text[at] !== '"') continue;
    const next = text[at + 1];
    if (next === '"') at += 1;
    else return next === undefined || next === delimiter || next === '\n' ? at + 1 : null;
  }
  return null;
}
