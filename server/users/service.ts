import type { User } from '../../contract/http/users.ts';
import { faultOfGrant, type DatedGrant } from '../../core/access/dated-grant.ts';
import { AppError } from '../../runtime/error.ts';
import { grantsOf } from '../access/grants.ts';
import { recordAudit } from '../audit/record.ts';
import { requireStrongPassword } from '../auth/weak-password.ts';
import type { Principal } from '../http/principal.ts';
import type { Page } from '../store/keyset.ts';
import type { UsersDeps } from './deps.ts';
import { leave } from './leave.ts';
import {
  findUser,
  findUserId,
  insertUser,
  listUsers,
  updateUser,
  type UsersQuery,
} from './repo.ts';
import { addStandIn, endStandIn } from './stand-ins.ts';

export interface NewUser {
  login: string;
  name: string;
  password: string;
  grants: DatedGrant[];
}

export interface UserPatch {
  name?: string | undefined;
  password?: string | undefined;
  grants?: DatedGrant[] | undefined;
  disabled?: boolean | undefined;
}

export interface UsersService {
  list(principal: Principal, query: UsersQuery): Promise<Page<User>>;
  create(principal: Principal, given: NewUser): Promise<User>;
  update(principal: Principal, id: string, patch: UserPatch): Promise<User>;
  addStandIn(
    principal: Principal,
    id: string,
    given: { absentId: string; startsAt: number; endsAt: number },
  ): Promise<User>;
  endStandIn(principal: Principal, id: string, standInId: string): Promise<User>;
  leave(principal: Principal, id: string, successorId: string | null): Promise<User>;
  resetAccess(principal: Principal, id: string): Promise<{ path: string; expiresAt: number }>;
}

export function createUsersService(deps: UsersDeps): UsersService {
  return {
    list: (principal, query) => listUsers(deps.db, principal, query, deps.clock.now()),
    create: (principal, given) => create(deps, principal, given),
    update: (principal, id, patch) => update(deps, principal, id, patch),
    addStandIn: async (principal, id, given) => {
      const user = await requireManaged(deps, principal, id);
      await requireManaged(deps, principal, given.absentId);
      const areaId = user.grants[0]?.areaId ?? null;
      await addStandIn(deps, principal, { userId: id, ...given, areaId });
      return requireUser(deps, id);
    },
    endStandIn: async (principal, id, standInId) => {
      const user = await requireManaged(deps, principal, id);
      const areaId = user.grants[0]?.areaId ?? null;
      await endStandIn(deps, principal, { userId: id, id: standInId, areaId });
      return requireUser(deps, id);
    },
    leave: async (principal, id, successorId) => {
      const user = await requireManaged(deps, principal, id);
      requireOwnRoleKept(principal, user, { disabled: true });
      if (successorId === id)
        throw new AppError('user_not_found', 'nobody takes over from themself');
      if (successorId !== null) await requireManaged(deps, principal, successorId);
      await leave(deps, principal, { userId: id, successorId });
      return requireUser(deps, id);
    },
    resetAccess: async (principal, id) => {
      const user = await requireManaged(deps, principal, id);
      return deps.reset.make(principal, { userId: id, areaId: user.grants[0]?.areaId ?? null });
    },
  };
}

async function create(deps: UsersDeps, principal: Principal, given: NewUser): Promise<User> {
  const { db, passwords, clock } = deps;
  await requireAreas(deps, principal, given.grants);
  requireGrantDates(given.grants);
  requireStrongPassword(given.password, given);
  const passwordHash = await passwords.hash(given.password);
  const id = await db.transaction().execute(async (trx) => {
    if ((await findUserId(trx, given.login)) !== null) {
      throw new AppError('login_taken', `the login ${given.login} is taken`);
    }
    const userId = await insertUser(trx, { ...given, passwordHash, clock });
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: 'user.create',
      subject: userId,
      areaId: given.grants[0]?.areaId ?? null,
      detail: { login: given.login, grants: given.grants },
    });
    return userId;
  });
  return await requireUser(deps, id);
}

async function update(
  deps: UsersDeps,
  principal: Principal,
  id: string,
  patch: UserPatch,
): Promise<User> {
  const { db, passwords, clock } = deps;
  const user = await requireUser(deps, id);
  // Over every role that the person has: else a commune could take over a province's administrator.
  const rights = await rightsOf(deps, user);
  await requireAreas(deps, principal, [...rights, ...(patch.grants ?? [])]);
  requireGrantDates(patch.grants ?? []);
  if (user.grants.length === 0) await requireNoTakeover(deps, principal, patch);
  requireOwnRoleKept(principal, user, patch);
  if (patch.password !== undefined) requireStrongPassword(patch.password, user);
  const passwordHash =
    patch.password === undefined ? undefined : await passwords.hash(patch.password);
  await db.transaction().execute(async (trx) => {
    const { name, grants, disabled } = patch;
    const disabledAt = disabled === undefined ? undefined : disabled ? clock.now() : null;
    await updateUser(trx, id, { name, grants, passwordHash, disabledAt });
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: 'user.update',
      subject: id,
      areaId: user.grants[0]?.areaId ?? null,
      detail: { name, grants, disabled, password: passwordHash === undefined ? 'kept' : 'set' },
    });
  });
  return await requireUser(deps, id);
}

/**
 * A person over whom somebody may decide: in all areas where they have a role, also in another's place.
 * @throws AppError `user_not_found`, `not_allowed`
 */
async function requireManaged(deps: UsersDeps, principal: Principal, id: string): Promise<User> {
  const user = await requireUser(deps, id);
  await requireAreas(deps, principal, await rightsOf(deps, user));
  if (user.grants.length === 0) await requireNoTakeover(deps, principal, { disabled: true });
  return user;
}

/** Their own roles, and those of whom they stand in for. */
async function rightsOf({ db }: UsersDeps, { grants, standIns }: User): Promise<DatedGrant[]> {
  const others = await grantsOf(
    db,
    standIns.map(({ absentId }) => absentId),
  );
  return [...grants, ...[...others.values()].flat()];
}

async function requireUser({ db, clock }: UsersDeps, id: string): Promise<User> {
  const user = await findUser(db, id, clock.now());
  if (!user) throw new AppError('user_not_found', 'there is no such person');
  return user;
}

async function requireAreas(
  { access }: UsersDeps,
  principal: Principal,
  grants: readonly DatedGrant[],
): Promise<void> {
  const areas = await access.areas();
  for (const { areaId } of grants) {
    if (!areas.has(areaId)) throw new AppError('area_not_found', `there is no area ${areaId}`);
    await access.require(principal, 'user.write', areaId);
  }
}

/** @throws AppError `grant_endless`, `grant_dates_invalid` */
function requireGrantDates(grants: readonly DatedGrant[]): void {
  for (const grant of grants) {
    const fault = faultOfGrant(grant);
    if (fault) throw new AppError(fault, `the role ${grant.role} is given for no such time`);
  }
}

/** A person without roles may get theirs back: who is no administrator of all may give roles, no more. */
async function requireNoTakeover(
  { access }: UsersDeps,
  principal: Principal,
  { name, password, disabled }: UserPatch,
): Promise<void> {
  if (name === undefined && password === undefined && disabled === undefined) return;
  for (const area of (await access.areas()).values())
    if (area.parentId === null && (await access.allows(principal, 'user.write', area.id))) return;
  throw new AppError('not_allowed', 'only an administrator of the whole may change this person');
}

/** Whoever locks themselves out may leave nobody who could let them in again. */
function requireOwnRoleKept(principal: Principal, user: User, patch: UserPatch): void {
  if (user.id !== principal.userId) return;
  const kept =
    patch.grants?.some(
      ({ role, startsAt, endsAt }) =>
        role === 'administrator' && startsAt === null && endsAt === null,
    ) ?? true;
  if (patch.disabled === true || !kept) {
    throw new AppError('not_allowed', 'another administrator has to take this role from you');
  }
}
