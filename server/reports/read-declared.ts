import type { Kysely } from 'kysely';
import type { AsRunRow } from '../../contract/http/occurrences.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import type { DueAt } from './as-run-rows.ts';

export type Declared = NonNullable<AsRunRow['declared']>;

/** What people declared of entries that were due then, by `endpoint key start`. */
export async function readDeclared(
  db: Kysely<Database>,
  { endpointIds, fromMs, toMs }: DueAt,
): Promise<Map<string, Declared>> {
  const rows = await db
    .selectFrom('declaration')
    .selectAll()
    .where('starts_at', '>=', fromMs)
    .where('starts_at', '<=', toMs)
    .where('endpoint_id', 'in', among(endpointIds))
    .execute();
  return new Map(
    rows.map((row) => [
      `${row.endpoint_id} ${row.entry_key} ${row.starts_at}`,
      { aired: row.aired === 1, reason: row.reason, by: row.declared_by, at: row.declared_at },
    ]),
  );
}
