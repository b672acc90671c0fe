import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, label, page, pageQuery } from '../scalar.ts';
import { datedGrant, login, password } from './auth.ts';

/** Trực thay: they have somebody's roles for a time, and decide on nothing that these made. */
const standIn = z.object({
  id,
  absentId: id,
  absentName: z.string(),
  startsAt: epochMs,
  endsAt: epochMs,
});

export const user = z.object({
  id,
  login: z.string(),
  name: z.string(),
  grants: z.array(datedGrant),
  /** Those that have not ended. */
  standIns: z.array(standIn),
  createdAt: epochMs,
  disabledAt: epochMs.nullable(),
});
export type User = z.output<typeof user>;

const grantErrors = ['grant_endless', 'grant_dates_invalid'] as const;

const list = route({
  method: 'GET',
  path: '/api/v1/users',
  summary: 'People, by name',
  access: 'user.write',
  query: z.object({
    ...pageQuery,
    /** Parts of the name or the login; diacritics may be left out. */
    q: z.string().max(100).optional(),
  }),
  answer: page(user),
});

const create = route({
  method: 'POST',
  path: '/api/v1/users',
  summary: 'Add a person with roles in areas',
  access: 'user.write',
  body: z.object({ login, name: label, password, grants: z.array(datedGrant).min(1).max(50) }),
  answer: user,
  status: 201,
  errors: ['login_taken', 'area_not_found', 'password_weak', ...grantErrors],
});

const update = route({
  method: 'PATCH',
  path: '/api/v1/users/:id',
  summary: 'Change roles, or close an account (signs it out everywhere)',
  access: 'user.write',
  params: byId,
  body: z.object({
    name: label.optional(),
    password: password.optional(),
    grants: z.array(datedGrant).max(50).optional(),
    disabled: z.boolean().optional(),
  }),
  answer: user,
  errors: ['user_not_found', 'area_not_found', ...grantErrors],
});

const addStandIn = route({
  method: 'POST',
  path: '/api/v1/users/:id/stand-ins',
  summary: 'Give a person the roles of an absent one for a time (trực thay)',
  access: 'user.write',
  params: byId,
  body: z.object({ absentId: id, startsAt: epochMs, endsAt: epochMs }),
  answer: user,
  status: 201,
  errors: ['user_not_found', 'stand_in_invalid'],
});

const endStandIn = route({
  method: 'DELETE',
  path: '/api/v1/users/:id/stand-ins/:standInId',
  summary: 'End it at once',
  access: 'user.write',
  params: byId.extend({ standInId: id }),
  answer: user,
  errors: ['user_not_found'],
});

const leave = route({
  method: 'POST',
  path: '/api/v1/users/:id/leave',
  summary:
    'Somebody leaves (nghỉ việc): account, sign-ins, keys and stand-ins end; the roles may go to another',
  access: 'user.write',
  params: byId,
  body: z.object({ successorId: id.nullable().default(null) }),
  answer: user,
  errors: ['user_not_found'],
});

const resetAccess = route({
  method: 'POST',
  path: '/api/v1/users/:id/access-reset',
  summary: 'A one-time link by which a person sets a new password; an earlier one ends',
  access: 'user.write',
  params: byId,
  answer: z.object({
    /** Of the console, below this server's origin; the secret stands behind the hash. */
    path: z.string(),
    expiresAt: epochMs,
  }),
  status: 201,
  errors: ['user_not_found'],
});

export const userRoutes = {
  ...{ list, create, update, addStandIn, endStandIn, leave, resetAccess },
};
