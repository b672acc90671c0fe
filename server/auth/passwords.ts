import { hash, verify, type Algorithm } from '@node-rs/argon2';
import { randomToken } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';

/** Argon2id hashes of passwords. */
export interface Passwords {
  /** @throws AppError `too_many_requests` when too many wait */
  hash(password: string): Promise<string>;
  /**
   * Whether the password is the one of the hash. Without a hash it is wrong, after the same time, so
   * that an answer does not tell which logins exist.
   * @throws AppError `too_many_requests` when too many wait
   */
  verify(passwordHash: string | null, password: string): Promise<boolean>;
}

// OWASP's first choice of parameters: 19 MiB and two passes.
const settings = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};
const mostRunning = 2;
const mostWaiting = 40;

export function createPasswords(): Passwords {
  const within = createGate();
  const ofNobody = within(() => hash(randomToken(), settings));
  return {
    hash: (password) => within(() => hash(normal(password), settings)),
    verify: (passwordHash, password) =>
      within(async () => {
        const isRight = await verify(passwordHash ?? (await ofNobody), normal(password), settings);
        return isRight && passwordHash !== null;
      }),
  };
}

/** Keyboards compose Vietnamese letters in different ways. */
function normal(password: string): string {
  return password.normalize('NFKC');
}

/** Hashing is made to be slow: a flood of it must not take every thread. */
function createGate() {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (waiting.length >= mostWaiting) {
      throw new AppError('too_many_requests', 'too many people sign in at this moment');
    }
    if (running >= mostRunning) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await task();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
