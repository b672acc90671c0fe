import { sql, type Kysely, type SqlBool } from 'kysely';
import { idKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';

export interface IncidentLine {
  id: string;
  endpointId: string;
  at: number;
  receivedAt: number;
  what: string;
  code: string;
  detail: string;
}

/** What an endpoint refused or could not do, newest first. */
export async function listIncidents(
  db: Kysely<Database>,
  endpointId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<IncidentLine>> {
  const after = readCursor(cursor, idKey);
  const rows = await db
    .selectFrom('incident')
    .select(['id', 'endpoint_id as endpointId', 'at', 'received_at as receivedAt'])
    .select(['what', 'code', 'detail'])
    .where('endpoint_id', '=', endpointId)
    .$if(after !== null, (all) => all.where(sql<SqlBool>`id < ${after?.[0]}`))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, ({ id }) => [id]);
}
