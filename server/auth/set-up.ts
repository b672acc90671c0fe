import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { constantTimeEqual, randomToken, sha256 } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import { insertArea } from '../areas/repo.ts';
import type { Database } from '../store/schema.ts';
import { insertUser } from '../users/repo.ts';
import type { Passwords } from './passwords.ts';
import { requireStrongPassword } from './weak-password.ts';

/** How an empty installation gets its first administrator. */
export interface SetUp {
  /** A new one-time token, or `null` when there is somebody already. Only its hash is kept. */
  prepare(): Promise<string | null>;
  /**
   * Makes the root of the tree and its administrator; gives the user's id.
   * @throws AppError `setup_done`, `setup_code_wrong`, `password_weak`
   */
  complete(given: FirstAdministrator): Promise<string>;
}

export interface FirstAdministrator {
  token: string;
  login: string;
  name: string;
  password: string;
  area: { code: string; name: string; kind: string };
}

export interface SetUpDeps {
  db: Kysely<Database>;
  access: Access;
  passwords: Passwords;
  clock: Clock;
}

const factName = 'set_up_token';

export function createSetUp({ db, access, passwords, clock }: SetUpDeps): SetUp {
  return {
    prepare: async () => {
      if (await hasUsers(db)) return null;
      const token = randomToken();
      const value = sha256(token);
      await db
        .insertInto('fact')
        .values({ name: factName, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
      return token;
    },
    complete: async (given) => {
      await requireToken(db, given.token);
      requireStrongPassword(given.password, given);
      const passwordHash = await passwords.hash(given.password);
      const userId = await db.transaction().execute(async (trx) => {
        // Again, since two may have come at once.
        await requireToken(trx, given.token);
        await trx.deleteFrom('fact').where('name', '=', factName).execute();
        return await insertFirst(trx, { ...given, passwordHash, clock });
      });
      access.forget();
      return userId;
    },
  };
}

async function requireToken(db: Kysely<Database>, token: string): Promise<void> {
  if (await hasUsers(db)) throw new AppError('setup_done', 'there is an administrator already');
  const fact = await db
    .selectFrom('fact')
    .select('value')
    .where('name', '=', factName)
    .executeTakeFirst();
  if (!fact || !constantTimeEqual(sha256(token), fact.value)) {
    throw new AppError('setup_code_wrong', 'use the link of the newest start');
  }
}

async function hasUsers(db: Kysely<Database>): Promise<boolean> {
  return (await db.selectFrom('user').select('id').limit(1).executeTakeFirst()) !== undefined;
}

async function insertFirst(
  trx: Transaction<Database>,
  given: FirstAdministrator & { passwordHash: string; clock: Clock },
): Promise<string> {
  const { login, name, passwordHash, clock, area } = given;
  const areaId = newId(clock);
  const open = { parentId: null, validFrom: null, validTo: null, tags: [] };
  await insertArea(trx, { id: areaId, ...area, ...open });
  const userId = await insertUser(trx, {
    login,
    name,
    passwordHash,
    grants: [{ role: 'administrator', areaId, startsAt: null, endsAt: null }],
    clock,
  });
  await recordAudit(trx, {
    clock,
    userId,
    action: 'user.set-up',
    subject: userId,
    areaId,
    detail: { login, area: area.name },
  });
  return userId;
}
