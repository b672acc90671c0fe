import type { PaperFormat } from '../../contract/paper-format.ts';
import { toCsv } from '../../core/week-plan/to-csv.ts';
import type { Paper } from './paper.ts';

/** A paper as a file; what writes it is loaded when it is first asked for. */
export async function spellPaper(paper: Paper, format: PaperFormat): Promise<Buffer> {
  switch (format) {
    case 'csv':
      return Buffer.from(toCsv(csvRows(paper)));
    case 'xlsx':
      return (await import('./to-xlsx.ts')).toXlsx(paper);
    case 'docx':
      return (await import('./to-docx.ts')).toDocx(paper);
    case 'pdf':
      return (await import('./to-pdf.ts')).toPdf(paper);
  }
}

/** Numbers as programs read them. */
function csvRows({ tables }: Paper): string[][] {
  return tables.flatMap(({ title, columns, rows, total }, index) => [
    ...(index === 0 ? [] : [[]]),
    ...(title === undefined ? [] : [[title]]),
    columns.map((column) => column.title),
    ...[...rows, ...(total ? [total] : [])].map((row) => row.map(String)),
  ]);
}
