import type { Kysely } from 'kysely';
import { grantsInForce } from '../access/grants.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;

export function findAccount(db: Db, login: string) {
  return db
    .selectFrom('user')
    .select(['id', 'password_hash'])
    .where('login', '=', login)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
}

export async function insertSignIn(db: Db, row: Database['sign_in']): Promise<void> {
  await db.insertInto('sign_in').values(row).execute();
}

export async function deleteSignIn(db: Db, tokenSha256: string): Promise<void> {
  await db.deleteFrom('sign_in').where('token_sha256', '=', tokenSha256).execute();
}

export async function deleteExpiredSignIns(db: Db, now: number): Promise<void> {
  await db.deleteFrom('sign_in').where('expires_at', '<=', now).execute();
}

/** The person of a sign-in that is still good, with today's roles. */
export async function findPrincipal(
  db: Db,
  tokenSha256: string,
  now: number,
): Promise<Principal | null> {
  const row = await db
    .selectFrom('sign_in')
    .innerJoin('user', 'user.id', 'sign_in.user_id')
    .select(['user.id', 'user.login', 'user.name', 'sign_in.csrf', 'sign_in.expires_at'])
    .where('sign_in.token_sha256', '=', tokenSha256)
    .where('sign_in.expires_at', '>', now)
    .where('user.disabled_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  const { id, login, name, csrf, expires_at } = row;
  return {
    userId: id,
    login,
    name,
    grants: await grantsInForce(db, id, now),
    csrf,
    signedInUntil: expires_at,
  };
}

/** The person of a key that is still good, with today's roles. */
export async function findTokenPrincipal(
  db: Db,
  tokenSha256: string,
  now: number,
): Promise<{ principal: Principal; tokenId: string; usedAt: number | null } | null> {
  const row = await db
    .selectFrom('access_token')
    .select(['id', 'user_id', 'used_at', 'expires_at'])
    .where('token_sha256', '=', tokenSha256)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!row) return null;
  const principal = await findPerson(db, row.user_id, { now, until: row.expires_at });
  return principal && { principal, tokenId: row.id, usedAt: row.used_at };
}

/** A person who may still act, with today's roles, for what is not a browser's request. */
export async function findPerson(
  db: Db,
  id: string,
  { now, until }: { now: number; until: number },
): Promise<Principal | null> {
  const row = await db
    .selectFrom('user')
    .select(['login', 'name'])
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  const grants = await grantsInForce(db, id, now);
  return { userId: id, ...row, grants, csrf: null, signedInUntil: until };
}
