import { sql, type Kysely, type SqlBool } from 'kysely';
import { areaScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { idKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';

export interface DeliveryLine {
  id: string;
  endpointId: string;
  endpointName: string;
  state: Database['delivery']['state'];
  reason: string | null;
  headSequence: number;
  attempts: number;
  at: number;
}

/** Pushes in the areas of a person, newest first. */
export async function listDeliveries(
  db: Kysely<Database>,
  principal: Principal,
  { limit, cursor, endpointId }: PageQuery & { endpointId?: string | undefined },
): Promise<Page<DeliveryLine>> {
  const after = readCursor(cursor, idKey);
  const rows = await db
    .selectFrom('delivery')
    .innerJoin('endpoint', 'endpoint.id', 'delivery.endpoint_id')
    .select(['delivery.id', 'delivery.endpoint_id as endpointId', 'endpoint.name as endpointName'])
    .select(['state', 'reason', 'head_sequence as headSequence', 'attempts', 'at'])
    .where('endpoint.area_id', 'in', areaScope(principal, 'read'))
    .$if(endpointId !== undefined, (all) => all.where('endpoint.id', '=', endpointId ?? ''))
    .$if(after !== null, (all) => all.where(sql<SqlBool>`delivery.id < ${after?.[0]}`))
    .orderBy('delivery.id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, ({ id }) => [id]);
}
