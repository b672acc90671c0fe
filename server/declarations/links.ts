import type { Kysely } from 'kysely';
import type { DeclareLinkAnswer } from '../../contract/http/declarations.ts';
import type { Clock } from '../../runtime/clock.ts';
import { randomToken, sha256 } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import { createGuessGuard } from '../auth/guess-guard.ts';
import type { EndpointsService } from '../endpoints/service.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';

/** Links by which people declare; each opens one endpoint. */
export interface DeclareLinks {
  /** @throws AppError `endpoint_not_found`, `not_allowed` */
  list(principal: Principal, endpointId: string): Promise<DeclareLinkAnswer[]>;
  /** @throws AppError `endpoint_not_found`, `endpoint_kind_wrong`, `not_allowed` */
  create(
    principal: Principal,
    endpointId: string,
    name: string,
  ): Promise<DeclareLinkAnswer & { path: string }>;
  /** @throws AppError `declare_link_not_found`, `not_allowed` */
  revoke(principal: Principal, id: string): Promise<void>;
  /** @throws AppError `declare_link_not_found`, `too_many_requests` after many wrong ones from one address */
  open(token: string, address: string): Promise<{ endpointId: string; name: string }>;
}

export interface DeclareLinksDeps {
  db: Kysely<Database>;
  endpoints: EndpointsService;
  clock: Clock;
}

const prefix = 'say_';

export function createDeclareLinks(deps: DeclareLinksDeps): DeclareLinks {
  const { db, endpoints, clock } = deps;
  const guarded = createGuessGuard(clock);
  return {
    list: async (principal, endpointId) => {
      await endpoints.require(principal, 'endpoint.pair', endpointId);
      const rows = await db
        .selectFrom('declare_link')
        .selectAll()
        .where('endpoint_id', '=', endpointId)
        .orderBy('id', 'desc')
        .execute();
      return rows.map(toAnswer);
    },
    create: (principal, endpointId, name) => create(deps, principal, { endpointId, name }),
    revoke: async (principal, id) => {
      const query = db.selectFrom('declare_link').selectAll().where('id', '=', id);
      const link = await query.executeTakeFirst();
      if (!link) throw new AppError('declare_link_not_found', `there is no link ${id}`);
      const { areaId } = await endpoints.require(principal, 'endpoint.pair', link.endpoint_id);
      await db.transaction().execute(async (trx) => {
        await trx.deleteFrom('declare_link').where('id', '=', id).execute();
        await recordAudit(trx, {
          ...{ clock, userId: principal.userId, action: 'declare_link.revoke', subject: id },
          ...{ areaId, detail: { name: link.name, endpointId: link.endpoint_id } },
        });
      });
    },
    open: async (token, address) => {
      const row = await guarded(address, () =>
        db
          .selectFrom('declare_link')
          .innerJoin('endpoint', 'endpoint.id', 'declare_link.endpoint_id')
          .select(['declare_link.id', 'endpoint_id as endpointId', 'declare_link.name'])
          .where('token_sha256', '=', sha256(token))
          .where('endpoint.revoked_at', 'is', null)
          .executeTakeFirst(),
      );
      if (!row) throw new AppError('declare_link_not_found', 'the link is wrong, or was revoked');
      const used = { used_at: clock.now() };
      await db.updateTable('declare_link').set(used).where('id', '=', row.id).execute();
      return row;
    },
  };
}

async function create(
  { db, endpoints, clock }: DeclareLinksDeps,
  principal: Principal,
  { endpointId, name }: { endpointId: string; name: string },
): Promise<DeclareLinkAnswer & { path: string }> {
  const endpoint = await endpoints.require(principal, 'endpoint.pair', endpointId);
  if (endpoint.kind !== 'person')
    throw new AppError('endpoint_kind_wrong', 'only what is played by hand is declared');
  const token = prefix + randomToken();
  const row = {
    ...{ id: newId(clock), endpoint_id: endpointId, name, token_sha256: sha256(token) },
    ...{ user_id: principal.userId, created_at: clock.now(), used_at: null },
  };
  await db.transaction().execute(async (trx) => {
    await trx.insertInto('declare_link').values(row).execute();
    await recordAudit(trx, {
      ...{ clock, userId: principal.userId, action: 'declare_link.create', subject: row.id },
      ...{ areaId: endpoint.areaId, detail: { name, endpointId } },
    });
  });
  return { ...toAnswer(row), path: `/declare#token=${token}` };
}

function toAnswer(row: Omit<Database['declare_link'], 'token_sha256'>): DeclareLinkAnswer {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    name: row.name,
    createdAt: row.created_at,
    usedAt: row.used_at,
  };
}
