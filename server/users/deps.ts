import type { Kysely } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import type { Access } from '../access/access.ts';
import type { AccessReset } from '../auth/access-reset.ts';
import type { Passwords } from '../auth/passwords.ts';
import type { Database } from '../store/schema.ts';

export interface UsersDeps {
  db: Kysely<Database>;
  access: Access;
  passwords: Passwords;
  reset: AccessReset;
  clock: Clock;
}
