import writeXlsxFile, { type Row } from 'write-excel-file/node';
import type { ExportedTable } from './export.ts';

/** Widths of the columns of a week's table, in characters. */
const widths = [10, 12, 10, 14, 44, 24, 11, 13, 26, 26, 12];
const grey = '#e6e6e6';

/** A table as offices print it: title above, bold headings that stay in sight, landscape. */
export async function toSheet({ title, rows }: ExportedTable): Promise<Buffer> {
  const [headings = [], ...items] = rows;
  const above: Row = [
    { value: title, fontWeight: 'bold', fontSize: 13, columnSpan: headings.length },
  ];
  const head: Row = headings.map((value) => ({
    ...{ value, type: String, fontWeight: 'bold', backgroundColor: grey },
    ...{ borderStyle: 'thin', align: 'center', wrap: true },
  }));
  // Every cell is text, so that no spreadsheet takes one for a formula.
  const body = items.map((cells): Row =>
    cells.map((value) =>
      value === '' ? null : { value, type: String, borderStyle: 'thin', wrap: true },
    ),
  );
  return writeXlsxFile([above, head, ...body], {
    columns: widths.map((width) => ({ width })),
    ...{ orientation: 'landscape', stickyRowsCount: 2 },
  }).toBuffer();
}
