import type { Kysely } from 'kysely';
import type { ListenerLinkAnswer } from '../../contract/http/listening.ts';
import type { Clock } from '../../runtime/clock.ts';
import { randomToken, sha256 } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { EndpointRow } from '../endpoints/repo.ts';
import type { EndpointsService } from '../endpoints/service.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';

/** Links of people near loudspeakers, as staff make and end them; each is for one endpoint. */
export interface ListenerLinks {
  /** @throws AppError `endpoint_not_found`, `not_allowed` */
  list(principal: Principal, endpointId: string): Promise<ListenerLinkAnswer[]>;
  /** @throws AppError `endpoint_not_found`, `endpoint_revoked`, `not_allowed` */
  create(
    principal: Principal,
    endpointId: string,
    name: string,
  ): Promise<ListenerLinkAnswer & { path: string }>;
  /** @throws AppError `listener_link_not_found`, `not_allowed` */
  revoke(principal: Principal, id: string): Promise<void>;
}

export interface ListenerLinksDeps {
  db: Kysely<Database>;
  endpoints: EndpointsService;
  clock: Clock;
}

const prefix = 'ear_';

export function createListenerLinks(deps: ListenerLinksDeps): ListenerLinks {
  const { db, endpoints } = deps;
  const require = (principal: Principal, id: string) =>
    endpoints.require(principal, 'endpoint.pair', id);
  return {
    list: async (principal, endpointId) => {
      await require(principal, endpointId);
      const rows = await withUser(db)
        .where('endpoint_id', '=', endpointId)
        .orderBy('listener_link.id', 'desc')
        .execute();
      return rows.map(toAnswer);
    },
    create: async (principal, endpointId, name) => {
      const endpoint = await require(principal, endpointId);
      if (endpoint.revokedAt !== null)
        throw new AppError('endpoint_revoked', 'this endpoint is locked out');
      return create(deps, principal, { endpoint, name });
    },
    revoke: async (principal, id) => {
      const row = await withUser(db).where('listener_link.id', '=', id).executeTakeFirst();
      if (!row) throw new AppError('listener_link_not_found', `there is no link ${id}`);
      const endpoint = await require(principal, row.endpoint_id);
      await db.transaction().execute(async (trx) => {
        await trx.deleteFrom('listener_link').where('id', '=', id).execute();
        const { name } = row;
        await audit(trx, deps, principal, { action: 'listener_link.revoke', id, name, endpoint });
      });
    },
  };
}

async function create(
  deps: ListenerLinksDeps,
  principal: Principal,
  { endpoint, name }: { endpoint: EndpointRow; name: string },
): Promise<ListenerLinkAnswer & { path: string }> {
  const { db, clock } = deps;
  const token = prefix + randomToken();
  const id = newId(clock);
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('listener_link')
      .values({
        ...{ id, endpoint_id: endpoint.id, name, token_sha256: sha256(token) },
        ...{ user_id: principal.userId, created_at: clock.now(), used_at: null },
      })
      .execute();
    await audit(trx, deps, principal, { action: 'listener_link.create', id, name, endpoint });
  });
  const row = await withUser(db).where('listener_link.id', '=', id).executeTakeFirstOrThrow();
  return { ...toAnswer(row), path: `/listen#token=${token}` };
}

function audit(
  trx: Kysely<Database>,
  { clock }: ListenerLinksDeps,
  { userId }: Principal,
  given: { action: string; id: string; name: string; endpoint: EndpointRow },
): Promise<void> {
  const { action, id, name, endpoint } = given;
  const detail = { name, endpointId: endpoint.id };
  return recordAudit(trx, { clock, userId, action, subject: id, areaId: endpoint.areaId, detail });
}

function withUser(db: Kysely<Database>) {
  return db
    .selectFrom('listener_link')
    .innerJoin('user', 'user.id', 'listener_link.user_id')
    .selectAll('listener_link')
    .select('user.name as user_name');
}

function toAnswer(row: Database['listener_link'] & { user_name: string }): ListenerLinkAnswer {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    name: row.name,
    userName: row.user_name,
    createdAt: row.created_at,
    usedAt: row.used_at,
  };
}
