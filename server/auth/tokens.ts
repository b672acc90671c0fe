import type { Kysely } from 'kysely';
import type { AuditAction } from '../../core/audit/actions.ts';
import type { TokenAnswer } from '../../contract/http/tokens.ts';
import type { Clock } from '../../runtime/clock.ts';
import { randomToken, sha256 } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { findTokenPrincipal } from './repo.ts';
import { createThrottle } from './throttle.ts';

/** Keys that persons make for their scripts. */
export interface Tokens {
  list(principal: Principal): Promise<TokenAnswer[]>;
  /** @throws AppError `validity_invalid`, `not_allowed` */
  create(
    principal: Principal,
    given: { name: string; expiresAt: number },
  ): Promise<TokenAnswer & { value: string }>;
  /** @throws AppError `token_not_found` */
  revoke(principal: Principal, id: string): Promise<void>;
  /**
   * The person whose key this is, or `null`.
   * @throws AppError `sign_in_throttled` after many wrong ones from one address
   */
  authenticate(value: string, address: string): Promise<Principal | null>;
}

export interface TokensDeps {
  db: Kysely<Database>;
  clock: Clock;
}

const longestLifeMs = 366 * 24 * 3600_000;
const prefix = 'loa_';
const wrong = { limit: 60, windowMs: 15 * 60_000, capacity: 20_000 };
/** A key in steady use is not written down at each use. */
const useGrainMs = 60_000;

export function createTokens({ db, clock }: TokensDeps): Tokens {
  const guesses = createThrottle({ ...wrong, clock });
  return {
    list: async (principal) => {
      const rows = await db
        .selectFrom('access_token')
        .selectAll()
        .where('user_id', '=', principal.userId)
        .orderBy('id', 'desc')
        .execute();
      return rows.map(toAnswer);
    },
    create: (principal, given) => create({ db, clock }, principal, given),
    revoke: (principal, id) => revoke({ db, clock }, principal, id),
    authenticate: async (value, address) => {
      const waitMs = guesses.waitMs(address);
      if (waitMs > 0) {
        throw new AppError('sign_in_throttled', 'too many wrong keys; wait a little', {
          retryAfterSeconds: waitMs / 1000,
        });
      }
      const now = clock.now();
      const found = await findTokenPrincipal(db, sha256(value), now);
      if (!found) {
        guesses.take(address);
        return null;
      }
      const { principal, tokenId, usedAt } = found;
      if (usedAt === null || usedAt <= now - useGrainMs)
        await db
          .updateTable('access_token')
          .set({ used_at: now })
          .where('id', '=', tokenId)
          .execute();
      return principal;
    },
  };
}

async function create(
  { db, clock }: TokensDeps,
  principal: Principal,
  { name, expiresAt }: { name: string; expiresAt: number },
): Promise<TokenAnswer & { value: string }> {
  // Else whoever took a key could make more of them, and outlive its end.
  if (principal.csrf === null) throw new AppError('not_allowed', 'a key cannot make keys');
  const now = clock.now();
  if (expiresAt <= now || expiresAt > now + longestLifeMs) {
    throw new AppError('validity_invalid', 'a key lasts a year at most');
  }
  const value = prefix + randomToken();
  const row = {
    id: newId(clock),
    user_id: principal.userId,
    name,
    token_sha256: sha256(value),
    created_at: now,
    used_at: null,
    expires_at: expiresAt,
  };
  await db.transaction().execute(async (trx) => {
    await trx.insertInto('access_token').values(row).execute();
    await recordAudit(trx, audit(clock, principal, 'token.create', { id: row.id, name }));
  });
  return { ...toAnswer(row), value };
}

async function revoke({ db, clock }: TokensDeps, principal: Principal, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .deleteFrom('access_token')
      .where('id', '=', id)
      .where('user_id', '=', principal.userId)
      .returning('name')
      .executeTakeFirst();
    if (!row) throw new AppError('token_not_found', `you have no key ${id}`);
    await recordAudit(trx, audit(clock, principal, 'token.revoke', { id, name: row.name }));
  });
}

function audit(
  clock: Clock,
  { userId }: Principal,
  action: AuditAction,
  { id, name }: { id: string; name: string },
) {
  return { clock, userId, action, subject: id, areaId: null, detail: { name } };
}

function toAnswer(row: Database['access_token']): TokenAnswer {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    usedAt: row.used_at,
    expiresAt: row.expires_at,
  };
}
