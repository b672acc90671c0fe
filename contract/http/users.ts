import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, label, page, pageQuery } from '../scalar.ts';
import { datedGrant, login, password } from './auth.ts';

export const user = z.object({
  id,
  login: z.string(),
  name: z.string(),
  grants: z.array(datedGrant),
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
  query: z.object(pageQuery),
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

export const userRoutes = { list, create, update };
