import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, label } from '../scalar.ts';

/** A person's key for scripts, sent as `Authorization: Bearer …`; it acts in that person's name. */
export const token = z.object({
  id,
  name: z.string(),
  createdAt: epochMs,
  usedAt: epochMs.nullable(),
  expiresAt: epochMs,
});
export type TokenAnswer = z.output<typeof token>;

const list = route({
  method: 'GET',
  path: '/api/v1/me/tokens',
  summary: 'My keys for scripts',
  access: 'signed-in',
  answer: z.object({ items: z.array(token) }),
});

const create = route({
  method: 'POST',
  path: '/api/v1/me/tokens',
  summary: 'Make a key; its value is shown this once',
  access: 'signed-in',
  body: z.object({ name: label, expiresAt: epochMs }),
  answer: token.extend({ value: z.string() }),
  status: 201,
  errors: ['validity_invalid'],
});

const revoke = route({
  method: 'DELETE',
  path: '/api/v1/me/tokens/:id',
  summary: 'End a key at once',
  access: 'signed-in',
  params: byId,
  answer: z.null(),
  status: 204,
  errors: ['token_not_found'],
});

export const tokenRoutes = { list, create, revoke };
