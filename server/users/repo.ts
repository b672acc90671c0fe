import { sql, type Kysely, type SqlBool } from 'kysely';
import type { User } from '../../contract/http/users.ts';
import type { DatedGrant } from '../../core/access/dated-grant.ts';
import { fold } from '../../core/text/fold.ts';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import { areaScope } from '../access/area-scope.ts';
import { grantsOf, replaceGrants } from '../access/grants.ts';
import type { Principal } from '../http/principal.ts';
import { nameKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { isCalled } from './is-called.ts';
import { standInsOf } from './read-stand-ins.ts';

type Db = Kysely<Database>;

const columns = ['id', 'login', 'name', 'name_folded', 'created_at', 'disabled_at'] as const;
type Row = Pick<Database['user'], (typeof columns)[number]>;

export interface UsersQuery extends PageQuery {
  /** Parts of the name or the login. */
  q?: string | undefined;
}

/** People with a role in the areas of an administrator, and those with none at all; by name. */
export async function listUsers(
  db: Db,
  principal: Principal,
  query: UsersQuery,
  now: number,
): Promise<Page<User>> {
  const after = readCursor(query.cursor, nameKey);
  const rows = await db
    .selectFrom('user')
    .select(columns)
    .where((eb) => {
      const held = eb.selectFrom('grant').select('role').whereRef('user_id', '=', 'user.id');
      const here = held.where('area_id', 'in', areaScope(principal, 'user.write'));
      return eb.or([eb.exists(here), eb.not(eb.exists(held))]);
    })
    .where(isCalled(query.q))
    .$if(after !== null, (all) =>
      all.where(sql<SqlBool>`(name_folded, id) > (${after?.[0]}, ${after?.[1]})`),
    )
    .orderBy('name_folded')
    .orderBy('id')
    .limit(query.limit + 1)
    .execute();
  const page = toPage(rows, query.limit, (row) => [row.name_folded, row.id]);
  return { ...page, items: await toUsers(db, page.items, now) };
}

export async function findUser(db: Db, id: string, now: number): Promise<User | null> {
  const row = await db.selectFrom('user').select(columns).where('id', '=', id).executeTakeFirst();
  const [user] = await toUsers(db, row ? [row] : [], now);
  return user ?? null;
}

export async function findUserId(db: Db, login: string): Promise<string | null> {
  const row = await db
    .selectFrom('user')
    .select('id')
    .where('login', '=', login)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Gives the new person's id. */
export async function insertUser(
  trx: Db,
  given: {
    login: string;
    name: string;
    passwordHash: string;
    grants: readonly DatedGrant[];
    clock: Clock;
  },
): Promise<string> {
  const id = newId(given.clock);
  await trx
    .insertInto('user')
    .values({
      id,
      login: given.login,
      name: given.name,
      name_folded: fold(given.name),
      password_hash: given.passwordHash,
      created_at: given.clock.now(),
      disabled_at: null,
    })
    .execute();
  await replaceGrants(trx, id, given.grants);
  return id;
}

export interface UserChange {
  name?: string | undefined;
  passwordHash?: string | undefined;
  grants?: readonly DatedGrant[] | undefined;
  disabledAt?: number | null | undefined;
}

/** Whoever gets a new password or is closed is signed out everywhere. */
export async function updateUser(trx: Db, id: string, change: UserChange): Promise<void> {
  const { name, passwordHash, grants, disabledAt } = change;
  const row = {
    ...(name === undefined ? {} : { name, name_folded: fold(name) }),
    ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
    ...(disabledAt === undefined ? {} : { disabled_at: disabledAt }),
  };
  if (Object.keys(row).length > 0) {
    await trx.updateTable('user').set(row).where('id', '=', id).execute();
  }
  if (grants) await replaceGrants(trx, id, grants);
  if (passwordHash !== undefined || typeof disabledAt === 'number') {
    await trx.deleteFrom('sign_in').where('user_id', '=', id).execute();
  }
}

async function toUsers(db: Db, rows: readonly Row[], now: number): Promise<User[]> {
  const ids = rows.map(({ id }) => id);
  const grants = await grantsOf(db, ids);
  const standIns = await standInsOf(db, ids, now);
  return rows.map(({ id, login, name, created_at, disabled_at }) => ({
    id,
    login,
    name,
    grants: grants.get(id) ?? [],
    standIns: standIns.get(id) ?? [],
    createdAt: created_at,
    disabledAt: disabled_at,
  }));
}
