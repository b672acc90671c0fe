import type { Kysely } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { randomToken, sha256 } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import type { Passwords } from './passwords.ts';
import {
  deleteExpiredSignIns,
  deleteSignIn,
  findAccount,
  findPrincipal,
  insertSignIn,
} from './repo.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

export interface AuthService {
  /** @throws AppError `sign_in_failed`, `sign_in_throttled` */
  signIn(given: { login: string; password: string; address: string }): Promise<SignedIn>;
  /** Signs a person in who has just proved by other means who they are. */
  open(userId: string): Promise<SignedIn>;
  signOut(token: string): Promise<void>;
  /** The person of a cookie's token, or `null`. */
  authenticate(token: string | null): Promise<Principal | null>;
}

export interface SignedIn {
  principal: Principal;
  /** Goes into the cookie; only its hash is kept. */
  token: string;
}

export interface AuthDeps {
  db: Kysely<Database>;
  clock: Clock;
  passwords: Passwords;
  throttle: SignInThrottle;
}

/** How long a sign-in lasts. */
export const signInLifeMs = 14 * 24 * 3600_000;

export function createAuthService({ db, clock, passwords, throttle }: AuthDeps): AuthService {
  const open = async (userId: string): Promise<SignedIn> => {
    const token = randomToken();
    const now = clock.now();
    await db.transaction().execute(async (trx) => {
      await deleteExpiredSignIns(trx, now);
      await insertSignIn(trx, {
        token_sha256: sha256(token),
        user_id: userId,
        csrf: randomToken(),
        created_at: now,
        expires_at: now + signInLifeMs,
      });
      await recordAudit(trx, {
        clock,
        userId,
        action: 'auth.sign-in',
        subject: userId,
        areaId: null,
        detail: {},
      });
    });
    const principal = await findPrincipal(db, sha256(token), now);
    if (!principal) throw new AppError('sign_in_failed', 'the account was closed');
    return { principal, token };
  };
  return {
    open,
    signIn: async ({ login, password, address }) => {
      const name = login.trim().toLowerCase();
      const attempt = throttle.attempt(name, address);
      const account = await findAccount(db, name);
      const isRight = await passwords.verify(account?.password_hash ?? null, password);
      if (!account || !isRight) {
        throw new AppError('sign_in_failed', 'the login or the password is wrong');
      }
      attempt.succeed();
      return await open(account.id);
    },
    signOut: (token) => deleteSignIn(db, sha256(token)),
    authenticate: async (token) =>
      token === null ? null : await findPrincipal(db, sha256(token), clock.now()),
  };
}
