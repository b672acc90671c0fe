import { sql, type RawBuilder, type SqlBool } from 'kysely';

/**
 * Whether a push that was given up is still wanted, of the tables `delivery` and `endpoint`: nothing newer went to the
 * receiver, and it is still in service.
 */
export const isWantedPush: RawBuilder<SqlBool> = sql<SqlBool>`(delivery.state = 'expired'
  and endpoint.revoked_at is null and endpoint.push_url is not null
  and not exists (select 1 from delivery as newer
    where newer.endpoint_id = delivery.endpoint_id and newer.id > delivery.id))`;
