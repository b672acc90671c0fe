import { sql, type RawBuilder } from 'kysely';

/** A list as one value of a statement, for `in`: the statement stays the same, however long the list is. */
export function among(ids: readonly string[]): RawBuilder<string> {
  return sql<string>`(select value from json_each(${JSON.stringify(ids)}))`;
}
