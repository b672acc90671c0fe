import { sql, type Kysely, type SqlBool } from 'kysely';
import { nameKey, readCursor, toPage, type Page, type PageQuery } from './keyset.ts';
import type { Database } from './schema.ts';
import { containsWords } from './search.ts';

/** Tables of things that are listed by name. */
type Named = 'partner' | 'campaign';

/** A page of such a table by name; `q` narrows it to names with these words. */
export async function listByName<Table extends Named>(
  db: Kysely<Database>,
  table: Table,
  { q, limit, cursor }: PageQuery & { q?: string | undefined },
): Promise<Page<Database[Table]>> {
  const after = readCursor(cursor, nameKey);
  const { rows } = await sql<Database[Table]>`
    select * from ${sql.table(table)}
    where ${containsWords('name_folded', q)}
      and ${after ? sql<SqlBool>`(name_folded, id) > (${after[0]}, ${after[1]})` : sql`1 = 1`}
    order by name_folded, id limit ${limit + 1}`.execute(db);
  return toPage(rows, limit, (row) => [row.name_folded, row.id]);
}
