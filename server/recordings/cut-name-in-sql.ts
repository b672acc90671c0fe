import { sql, type RawBuilder } from 'kysely';

/** The name of a version's cut, as `cutName` writes it, in a query where `alias` is the version. */
export function cutNameInSql(alias: string): RawBuilder<string> {
  const [startMs, endMs] = [sql.ref(`${alias}.trim_start_ms`), sql.ref(`${alias}.trim_end_ms`)];
  return sql<string>`case when ${endMs} is null then '' else ${startMs} || '-' || ${endMs} end`;
}
