import { sql } from 'kysely';
import type { EndpointAnswer } from '../../contract/http/endpoints.ts';

/** What an endpoint is, as people know it. */
export const kindColumn = sql<
  EndpointAnswer['kind']
>`case when endpoint.declares = 1 then 'person' else endpoint.kind end`;
