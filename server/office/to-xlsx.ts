import writeXlsxFile, { type Row } from 'write-excel-file/node';
import type { Paper, PaperCell, PaperTable } from './paper.ts';

const grey = '#e6e6e6';

/** The tables of a paper, one below the other, each with its name; numbers stay numbers. */
export async function toXlsx({ name, subject, tables, isLandscape }: Paper): Promise<Buffer> {
  const [first] = tables;
  const span = Math.max(1, ...tables.map(({ columns }) => columns.length));
  const title: Row = [
    { value: `${name} ${subject}`, fontWeight: 'bold', fontSize: 13, columnSpan: span },
  ];
  const rows = tables.flatMap((table): Row[] => [...rowsOf(table, span), []]);
  return writeXlsxFile([title, ...rows], {
    columns: (first?.columns ?? []).map(({ width }) => ({ width: Math.max(8, width * 1.6) })),
    ...(isLandscape ? { orientation: 'landscape' as const } : {}),
  }).toBuffer();
}

function rowsOf({ title, columns, rows, total }: PaperTable, span: number): Row[] {
  const head: Row = columns.map((column) => ({
    ...{ value: column.title, type: String, fontWeight: 'bold', backgroundColor: grey },
    ...{ borderStyle: 'thin', align: 'center', wrap: true },
  }));
  // Text is text, so that no spreadsheet takes it for a formula.
  const cells = (row: readonly PaperCell[], look: object): Row =>
    row.map((value) =>
      typeof value === 'number'
        ? { value, type: Number, borderStyle: 'thin', ...look }
        : { value, type: String, borderStyle: 'thin', wrap: true, ...look },
    );
  return [
    ...(title === undefined
      ? []
      : [[{ value: title, fontWeight: 'bold', columnSpan: span }] as Row]),
    head,
    ...rows.map((row) => cells(row, {})),
    ...(total ? [cells(total, { fontWeight: 'bold' })] : []),
  ];
}
