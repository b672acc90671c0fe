import type { Kysely } from 'kysely';
import type { PlayerLinkAnswer } from '../../contract/http/player-links.ts';
import type { Clock } from '../../runtime/clock.ts';
import { randomToken, sha256 } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { EndpointRow } from '../endpoints/repo.ts';
import type { EndpointsService } from '../endpoints/service.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';

/** Links for plain players, as people make and end them. */
export interface PlayerLinks {
  /** @throws AppError `endpoint_not_found`, `not_allowed` */
  list(principal: Principal, endpointId: string): Promise<PlayerLinkAnswer[]>;
  /** @throws AppError `endpoint_not_found`, `endpoint_revoked`, `not_allowed` */
  create(
    principal: Principal,
    endpointId: string,
    name: string,
  ): Promise<PlayerLinkAnswer & { path: string }>;
  /** @throws AppError `player_link_not_found`, `not_allowed` */
  revoke(principal: Principal, id: string): Promise<void>;
}

export interface PlayerLinksDeps {
  db: Kysely<Database>;
  endpoints: EndpointsService;
  clock: Clock;
}

const prefix = 'ply_';

export function createPlayerLinks(deps: PlayerLinksDeps): PlayerLinks {
  const { db, endpoints } = deps;
  const require = (principal: Principal, id: string) =>
    endpoints.require(principal, 'endpoint.pair', id);
  return {
    list: async (principal, endpointId) => {
      await require(principal, endpointId);
      const rows = await withUser(db)
        .where('endpoint_id', '=', endpointId)
        .orderBy('player_link.id', 'desc')
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
      const row = await withUser(db).where('player_link.id', '=', id).executeTakeFirst();
      if (!row) throw new AppError('player_link_not_found', `there is no link ${id}`);
      const endpoint = await require(principal, row.endpoint_id);
      await db.transaction().execute(async (trx) => {
        await trx.deleteFrom('player_link').where('id', '=', id).execute();
        const { name } = row;
        await audit(trx, deps, principal, { action: 'player_link.revoke', id, name, endpoint });
      });
    },
  };
}

async function create(
  deps: PlayerLinksDeps,
  principal: Principal,
  { endpoint, name }: { endpoint: EndpointRow; name: string },
): Promise<PlayerLinkAnswer & { path: string }> {
  const { db, clock } = deps;
  const token = prefix + randomToken();
  const id = newId(clock);
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('player_link')
      .values({
        ...{ id, endpoint_id: endpoint.id, name, token_sha256: sha256(token) },
        ...{ user_id: principal.userId, created_at: clock.now(), used_at: null },
      })
      .execute();
    await audit(trx, deps, principal, { action: 'player_link.create', id, name, endpoint });
  });
  const row = await withUser(db).where('player_link.id', '=', id).executeTakeFirstOrThrow();
  return { ...toAnswer(row), path: `/station/v1/playlist.m3u8?token=${token}` };
}

function audit(
  trx: Kysely<Database>,
  { clock }: PlayerLinksDeps,
  { userId }: Principal,
  given: { action: string; id: string; name: string; endpoint: EndpointRow },
): Promise<void> {
  const { action, id, name, endpoint } = given;
  const detail = { name, endpointId: endpoint.id };
  return recordAudit(trx, { clock, userId, action, subject: id, areaId: endpoint.areaId, detail });
}

function withUser(db: Kysely<Database>) {
  return db
    .selectFrom('player_link')
    .innerJoin('user', 'user.id', 'player_link.user_id')
    .selectAll('player_link')
    .select('user.name as user_name');
}

function toAnswer(row: Database['player_link'] & { user_name: string }): PlayerLinkAnswer {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    name: row.name,
    userName: row.user_name,
    createdAt: row.created_at,
    usedAt: row.used_at,
  };
}
