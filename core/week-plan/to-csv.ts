/** A spreadsheet would take it for a formula; apostrophes before it are ours or were there before. */
const formula = /^'*[=+\-@\t\r]/;

/**
 * CSV after RFC 4180, with a byte order mark so that Excel reads it as UTF-8. A cell that begins as a
 * formula does gets an apostrophe in front, which `understand` takes off again.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`;
}

function csvCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || /^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
