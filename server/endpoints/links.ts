import { sql, type Kysely } from 'kysely';
import type { AuditAction } from '../../core/audit/actions.ts';
import type { PlayerLinkAnswer } from '../../contract/http/player-links.ts';
import type { Clock } from '../../runtime/clock.ts';
import { randomToken, sha256 } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import type { EndpointRow } from './repo.ts';
import type { EndpointsService } from './service.ts';

/** What links of one purpose are. */
export interface LinkKind {
  table: 'listener_link' | 'player_link';
  /** Of the secret. */
  prefix: string;
  /** Below this server's origin. */
  pathOf: (token: string) => string;
}

/** Links as staff make and end them; each is for one endpoint. */
export interface EndpointLinks {
  /** @throws AppError `endpoint_not_found`, `not_allowed` */
  list(principal: Principal, endpointId: string): Promise<PlayerLinkAnswer[]>;
  /** @throws AppError `endpoint_not_found`, `endpoint_revoked`, `not_allowed` */
  create(
    principal: Principal,
    endpointId: string,
    name: string,
  ): Promise<PlayerLinkAnswer & { path: string }>;
  /** @throws AppError `listener_link_not_found` or `player_link_not_found`, `not_allowed` */
  revoke(principal: Principal, id: string): Promise<void>;
}

export interface EndpointLinksDeps {
  db: Kysely<Database>;
  endpoints: EndpointsService;
  clock: Clock;
}

type LinkRow = Database[LinkKind['table']] & { user_name: string };

export function createEndpointLinks(
  { db, endpoints, clock }: EndpointLinksDeps,
  { table, prefix, pathOf }: LinkKind,
): EndpointLinks {
  const links = sql.table(table);
  const require = (principal: Principal, id: string) =>
    endpoints.require(principal, 'endpoint.pair', id);
  const read = async (column: 'id' | 'endpoint_id', value: string) => {
    const { rows } = await sql<LinkRow>`
      select link.*, user.name as user_name from ${links} as link
      join user on user.id = link.user_id
      where ${sql.ref(`link.${column}`)} = ${value} order by link.id desc`.execute(db);
    return rows;
  };
  const notFound = (id: string) => new AppError(`${table}_not_found`, `there is no link ${id}`);
  return {
    list: async (principal, endpointId) => {
      await require(principal, endpointId);
      return (await read('endpoint_id', endpointId)).map(toAnswer);
    },
    create: async (principal, endpointId, name) => {
      const endpoint = await require(principal, endpointId);
      if (endpoint.revokedAt !== null)
        throw new AppError('endpoint_revoked', 'this endpoint is locked out');
      const token = prefix + randomToken();
      const id = newId(clock);
      await db.transaction().execute(async (trx) => {
        await sql`
          insert into ${links} (id, endpoint_id, name, token_sha256, user_id, created_at)
          values (${id}, ${endpoint.id}, ${name}, ${sha256(token)}, ${principal.userId},
            ${clock.now()})`.execute(trx);
        await audit(trx, { clock, principal, action: `${table}.create`, id, name, endpoint });
      });
      const [row] = await read('id', id);
      if (!row) throw notFound(id);
      return { ...toAnswer(row), path: pathOf(token) };
    },
    revoke: async (principal, id) => {
      const [row] = await read('id', id);
      if (!row) throw notFound(id);
      const endpoint = await require(principal, row.endpoint_id);
      await db.transaction().execute(async (trx) => {
        await sql`delete from ${links} where id = ${id}`.execute(trx);
        const { name } = row;
        await audit(trx, { clock, principal, action: `${table}.revoke`, id, name, endpoint });
      });
    },
  };
}

function audit(
  trx: Kysely<Database>,
  given: {
    clock: Clock;
    principal: Principal;
    action: AuditAction;
    id: string;
    name: string;
    endpoint: EndpointRow;
  },
): Promise<void> {
  const { clock, principal, action, id, name, endpoint } = given;
  return recordAudit(trx, {
    ...{ clock, userId: principal.userId, action, subject: id, areaId: endpoint.areaId },
    detail: { name, endpointId: endpoint.id },
  });
}

function toAnswer(row: LinkRow): PlayerLinkAnswer {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    name: row.name,
    userName: row.user_name,
    createdAt: row.created_at,
    usedAt: row.used_at,
  };
}
