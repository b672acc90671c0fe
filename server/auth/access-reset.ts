import type { Kysely } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { randomToken, sha256 } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { updateUser } from '../users/repo.ts';
import type { Passwords } from './passwords.ts';
import { createThrottle } from './throttle.ts';
import { requireStrongPassword } from './weak-password.ts';

/** The one-time way back in, for whoever lost their password or their phone. */
export interface AccessReset {
  /** Makes a code that is shown once; an earlier one of the person ends. The caller has checked the right. */
  make(
    principal: Principal,
    person: { userId: string; areaId: string | null },
  ): Promise<{ path: string; expiresAt: number }>;
  /**
   * Sets a password by a code, which is used up; everything else of the person is signed out. Gives their id.
   * @throws AppError `reset_code_wrong`, `password_weak`, `sign_in_throttled`
   */
  use(given: { token: string; password: string; address: string }): Promise<string>;
}

export interface AccessResetDeps {
  db: Kysely<Database>;
  passwords: Passwords;
  clock: Clock;
}

/** Two people stand beside each other while it is used. */
const lifeMs = 30 * 60_000;
const wrong = { limit: 20, windowMs: 15 * 60_000, capacity: 20_000 };

export function createAccessReset({ db, passwords, clock }: AccessResetDeps): AccessReset {
  const guesses = createThrottle({ ...wrong, clock });
  return {
    make: async (principal, { userId, areaId }) => {
      const token = randomToken();
      const now = clock.now();
      const row = {
        ...{ token_sha256: sha256(token), user_id: userId, made_by: principal.userId },
        ...{ created_at: now, expires_at: now + lifeMs },
      };
      await db.transaction().execute(async (trx) => {
        await trx.deleteFrom('access_reset').where('user_id', '=', userId).execute();
        await trx.insertInto('access_reset').values(row).execute();
        const entry = {
          userId: principal.userId,
          action: 'user.access-reset' as const,
          subject: userId,
        };
        await recordAudit(trx, { clock, ...entry, areaId, detail: {} });
      });
      return { path: `/reset#token=${token}`, expiresAt: row.expires_at };
    },
    use: async ({ token, password, address }) => {
      const waitMs = guesses.waitMs(address);
      if (waitMs > 0)
        throw new AppError('sign_in_throttled', 'too many wrong codes; wait a little', {
          retryAfterSeconds: waitMs / 1000,
        });
      const person = await find(db, token, clock.now());
      if (!person) {
        guesses.take(address);
        throw codeWrong();
      }
      requireStrongPassword(password, person);
      const passwordHash = await passwords.hash(password);
      await db.transaction().execute(async (trx) => {
        const used = await trx
          .deleteFrom('access_reset')
          .where('token_sha256', '=', sha256(token))
          .returning('user_id')
          .executeTakeFirst();
        // Somebody else was quicker.
        if (!used) throw codeWrong();
        await updateUser(trx, used.user_id, { passwordHash });
        // Whoever had got in may have made keys.
        await trx.deleteFrom('access_token').where('user_id', '=', used.user_id).execute();
        const entry = {
          userId: used.user_id,
          action: 'auth.reset' as const,
          subject: used.user_id,
        };
        await recordAudit(trx, { clock, ...entry, areaId: null, detail: {} });
      });
      return person.id;
    },
  };
}

function find(db: Kysely<Database>, token: string, now: number) {
  return db
    .selectFrom('access_reset')
    .innerJoin('user', 'user.id', 'access_reset.user_id')
    .select(['user.id', 'user.login', 'user.name'])
    .where('token_sha256', '=', sha256(token))
    .where('expires_at', '>', now)
    .where('user.disabled_at', 'is', null)
    .executeTakeFirst();
}

function codeWrong(): AppError {
  return new AppError('reset_code_wrong', 'this code is used up, over or wrong');
}
