import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { searchWords } from '../../core/text/fold.ts';

/** Whether a folded column contains every word of a search; true for an empty one. */
export function containsWords(column: string, query: string | undefined): RawBuilder<SqlBool> {
  const words = searchWords(query ?? '');
  const matches = words.map(
    (word) => sql`${sql.ref(column)} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`,
  );
  return matches.length === 0
    ? sql<SqlBool>`1 = 1`
    : sql<SqlBool>`${sql.join(matches, sql` and `)}`;
}
