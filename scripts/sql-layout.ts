/** Lays out one DDL statement with a line for each column or constraint of a table. */
export function formatSql(sql: string): string {
  const text = sql.replaceAll(/\s+/g, ' ').trim();
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (!/^create table/i.test(text) || open === -1) return text;
  const parts = splitAtTopLevel(text.slice(open + 1, close));
  const head = text.slice(0, open).trimEnd();
  return `${head} (\n  ${parts.join(',\n  ')}\n)${text.slice(close + 1)}`;
}

/** Splits at the commas that stand in no parentheses and no string. */
function splitAtTopLevel(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (const [index, char] of list.split('').entries()) {
    if (char === "'") isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (char === ',' && depth === 0) {
      parts.push(list.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...parts, list.slice(start).trim()];
}
