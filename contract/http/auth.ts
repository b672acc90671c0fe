import { z } from 'zod';
import { roles } from '../../core/access/roles.ts';
import { route } from '../route.ts';
import { epochMs, id, label } from '../scalar.ts';
import { areaCode } from './areas.ts';

export const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,63}$/);
/** Length is what counts: at least 10 characters. */
export const password = z.string().min(10).max(200);

export const grant = z.object({ role: z.enum(roles), areaId: id });

/** A role for a time; `null`: from the beginning, without an end. */
export const datedGrant = grant.extend({
  startsAt: epochMs.nullable().default(null),
  /** The first instant at which it does not hold any more; an inspector's role needs one. */
  endsAt: epochMs.nullable().default(null),
});

/** The signed-in person; `csrf` goes into the header `Loa-Csrf` of every write. */
export const me = z.object({
  id,
  login: z.string(),
  name: z.string(),
  grants: z.array(grant),
  csrf: z.string(),
  signedInUntil: epochMs,
});
export type Me = z.output<typeof me>;

const signIn = route({
  method: 'POST',
  path: '/api/v1/auth/sign-in',
  summary: 'Sign in: sets the HttpOnly cookie `loa_sign_in`',
  access: 'public',
  body: z.object({ login: z.string().max(200), password: z.string().max(200) }),
  answer: me,
  errors: ['sign_in_failed', 'sign_in_throttled'],
});

const signOut = route({
  method: 'POST',
  path: '/api/v1/auth/sign-out',
  summary: 'Sign out here',
  access: 'signed-in',
  answer: z.null(),
  status: 204,
});

const setUp = route({
  method: 'POST',
  path: '/api/v1/auth/set-up',
  summary: 'Make the first administrator with the one-time link that the first start prints',
  access: 'public',
  body: z.object({
    token: z.string().max(200),
    login,
    name: label,
    password,
    /** The root of the tree, e.g. the province. */
    area: z.object({ code: areaCode, name: label, kind: label }),
  }),
  answer: me,
  status: 201,
  errors: ['setup_done', 'setup_code_wrong', 'password_weak'],
});

const reset = route({
  method: 'POST',
  path: '/api/v1/auth/reset',
  summary: 'Set a new password with a one-time link, and sign in',
  access: 'public',
  body: z.object({ token: z.string().min(1).max(200), password }),
  answer: me,
  errors: ['reset_code_wrong', 'password_weak', 'sign_in_throttled'],
});

const getMe = route({
  method: 'GET',
  path: '/api/v1/me',
  summary: 'Who is signed in',
  access: 'signed-in',
  answer: me,
});

export const authRoutes = { signIn, signOut, setUp, reset, getMe };
