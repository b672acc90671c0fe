import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { containsWords } from '../store/search.ts';

/** Whether a row of `user` has every word of a search in its name or in its login; true for an empty one. */
export function isCalled(query: string | undefined): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${containsWords('user.name_folded', query)} or ${containsWords('user.login', query)})`;
}
