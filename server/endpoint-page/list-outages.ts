import { sql, type Kysely, type SqlBool } from 'kysely';
import type { EndpointOutage } from '../../contract/http/endpoint-page.ts';
import { idKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';

/** When an endpoint was away, alone or with others, newest first. */
export async function listEndpointOutages(
  db: Kysely<Database>,
  endpointId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<EndpointOutage>> {
  const after = readCursor(cursor, idKey);
  const rows = await db
    .selectFrom('outage_endpoint as member')
    .innerJoin('outage', 'outage.id', 'member.outage_id')
    .select(['outage.id', 'outage.level', 'outage.drops'])
    .select(['member.lost_at as lostAt', 'member.back_at as backAt'])
    .select((eb) =>
      eb
        .selectFrom('outage_endpoint as other')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('other.outage_id', '=', 'outage.id')
        .as('endpoints'),
    )
    .where('member.endpoint_id', '=', endpointId)
    .$if(after !== null, (all) => all.where(sql<SqlBool>`outage.id < ${after?.[0]}`))
    .orderBy('outage.id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.map((row) => ({ ...row, endpoints: row.endpoints ?? 1 }));
  return toPage(items, limit, ({ id }) => [id]);
}
