import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Kysely } from 'kysely';
import { login as loginSchema } from '../../contract/http/auth.ts';
import { label, localDate } from '../../contract/scalar.ts';
import { faultOfGrant, type DatedGrant } from '../../core/access/dated-grant.ts';
import { roles, type Role } from '../../core/access/roles.ts';
import { isAreaValid } from '../../core/area/area.ts';
import { addDays, instantOf, localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { randomToken } from '../../runtime/crypto.ts';
import { exitOnConfigError, readEnv } from '../../runtime/env.ts';
import { AppError } from '../../runtime/error.ts';
import { loadAreas } from '../territory/load-territory.ts';
import { recordAudit } from '../audit/record.ts';
import { createPasswords } from '../auth/passwords.ts';
import { databaseFile, serverEnv } from '../config.ts';
import { openStore } from '../store/open-store.ts';
import type { Database } from '../store/schema.ts';
import { findUserId, insertUser, updateUser } from './repo.ts';

const usage = `loa user add LOGIN --name NAME --role ${roles.join('|')} [--area CODE] [--until YYYY-MM-DD]
loa user password LOGIN
`;
const passwordBytes = 15;
// EX_USAGE
const usageExitCode = 64;

interface Person {
  login: string;
  /** New, printed once. */
  password: string;
  passwordHash: string;
}

/** How a command ended and what it says: on standard output when all went well. */
export interface CommandResult {
  exitCode: number;
  text: string;
}

/** Adds a person or sets a password straight in the database, for whoever holds the machine. */
export async function runUserCommand(
  argv: string[],
  env: NodeJS.ProcessEnv,
  clock: Clock,
): Promise<CommandResult> {
  const given = parse(argv);
  if (!given) return { exitCode: usageExitCode, text: usage };
  const config = exitOnConfigError(() =>
    readEnv(serverEnv.pick({ LOA_DATA: true, LOA_ZONE: true }), env),
  );
  const store = await openStore(databaseFile(resolve(config.LOA_DATA)));
  const { db } = store;
  try {
    const { login } = given;
    const password = randomToken(passwordBytes);
    const person = { login, password, passwordHash: await createPasswords().hash(password) };
    const today = localDateOf(clock.now(), config.LOA_ZONE);
    const zone = config.LOA_ZONE;
    if (given.verb === 'add') await add(db, { ...given, person, today, zone, clock });
    else await setPassword(db, person, clock);
    return { exitCode: 0, text: `${login} ${password}\n` };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { exitCode: 1, text: `${error.detail}\n` };
  } finally {
    await store.close();
  }
}

function parse(argv: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        role: { type: 'string' },
        area: { type: 'string' },
        until: { type: 'string' },
      },
    });
    const [verb, name, ...rest] = positionals;
    const login = loginSchema.parse(name);
    const role = roles.find((one) => one === values.role);
    if (rest.length > 0) return null;
    if (verb === 'password') return { verb, login } as const;
    if (verb !== 'add' || !role || !values.name) return null;
    const until = localDate.optional().parse(values.until);
    const { area } = values;
    return { verb, login, name: label.parse(values.name), role, area, until } as const;
  } catch {
    return null;
  }
}

async function add(
  db: Kysely<Database>,
  given: {
    person: Person;
    name: string;
    role: Role;
    area: string | undefined;
    until: string | undefined;
    today: string;
    zone: string;
    clock: Clock;
  },
): Promise<void> {
  const { person, name, clock } = given;
  const { login, passwordHash } = person;
  const grants = await grantsIn(db, given);
  await db.transaction().execute(async (trx) => {
    if ((await findUserId(trx, login)) !== null) {
      throw new AppError('login_taken', `the login ${login} is taken`);
    }
    const id = await insertUser(trx, { login, name, passwordHash, grants, clock });
    await recordAudit(trx, {
      clock,
      userId: null,
      action: 'user.create',
      subject: id,
      areaId: grants[0]?.areaId ?? null,
      detail: { login, grants, by: 'command' },
    });
  });
}

/** The role in the area of a code as it is today, or in every root of the tree. */
async function grantsIn(
  db: Kysely<Database>,
  given: {
    role: Role;
    area: string | undefined;
    until: string | undefined;
    today: string;
    zone: string;
  },
): Promise<DatedGrant[]> {
  const { role, area: code, until, today, zone } = given;
  const areas = [...(await loadAreas(db)).values()].filter((area) =>
    code === undefined ? area.parentId === null : area.code === code && isAreaValid(area, today),
  );
  if (areas.length === 0) {
    throw new AppError('area_not_found', `there is no area ${code ?? 'yet: use the first link'}`);
  }
  const endsAt = until === undefined ? null : instantOf(addDays(until, 1), '00:00', zone);
  return areas.map(({ id }) => {
    const grant = { role, areaId: id, startsAt: null, endsAt };
    const fault = faultOfGrant(grant);
    if (fault) throw new AppError(fault, `the role ${role} needs an end: --until YYYY-MM-DD`);
    return grant;
  });
}

async function setPassword(db: Kysely<Database>, person: Person, clock: Clock): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const id = await findUserId(trx, person.login);
    if (id === null) throw new AppError('user_not_found', `there is no ${person.login}`);
    await updateUser(trx, id, { passwordHash: person.passwordHash });
    await recordAudit(trx, {
      clock,
      userId: null,
      action: 'user.update',
      subject: id,
      areaId: null,
      detail: { password: 'set', by: 'command' },
    });
  });
}
