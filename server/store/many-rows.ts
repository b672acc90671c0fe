import { sql, type RawBuilder } from 'kysely';

/**
 * Rows as one value of a statement, to follow `insert into <table>`. A query builder spells out each value, which
 * takes longer than writing them; here the statement stays the same, however many rows there are.
 */
export function manyRows<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, string | number | null>>[],
): RawBuilder<unknown> {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const values = sql.join(columns.map((_, index) => sql`value ->> ${sql.lit(index)}`));
  const told = JSON.stringify(rows.map((row) => columns.map((column) => row[column])));
  // Without a condition, `on conflict` after it would be read as a join's.
  return sql`(${names}) select ${values} from json_each(${told}) where true`;
}
