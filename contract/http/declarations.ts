import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, label, localDate, occurrenceId, zone } from '../scalar.ts';

/** A link by which somebody without an account says what a `person` endpoint aired. */
export const declareLink = z.object({
  id,
  endpointId: id,
  /** Whose it is: this name stands beside what is declared by it. */
  name: z.string(),
  createdAt: epochMs,
  /** When something was last declared or read by it; `null`: never. */
  usedAt: epochMs.nullable(),
});
export type DeclareLinkAnswer = z.output<typeof declareLink>;

const listLinks = route({
  method: 'GET',
  path: '/api/v1/endpoints/:id/declare-links',
  summary: 'Links by which people declare what was aired, newest first',
  access: 'endpoint.pair',
  params: byId,
  answer: z.object({ items: z.array(declareLink) }),
  errors: ['endpoint_not_found'],
});

const createLink = route({
  method: 'POST',
  path: '/api/v1/endpoints/:id/declare-links',
  summary: 'Make a link for a person who plays by hand; its path is shown this once',
  access: 'endpoint.pair',
  params: byId,
  body: z.object({ name: label }),
  answer: declareLink.extend({
    /** Of the console, below this server's origin; the secret stands behind the hash. */
    path: z.string(),
  }),
  status: 201,
  errors: ['endpoint_not_found', 'endpoint_kind_wrong'],
});

const revokeLink = route({
  method: 'DELETE',
  path: '/api/v1/declare-links/:id',
  summary: 'End a link at once; what was declared by it stays',
  access: 'endpoint.pair',
  params: byId,
  answer: z.null(),
  status: 204,
  errors: ['declare_link_not_found'],
});

const token = z.string().min(1).max(200);

const entry = z.object({
  key: z.string(),
  occurrence: occurrenceId,
  title: z.string(),
  startsAt: epochMs,
  durationMs: z.int(),
  /** Not before its time. */
  mayDeclare: z.boolean(),
  /** `null`: nobody has said anything. */
  aired: z.boolean().nullable(),
  reason: z.string().nullable(),
  declaredAt: epochMs.nullable(),
});

/** A day as it is to be played by hand. */
export const declareDay = z.object({
  endpointName: z.string(),
  stationName: z.string(),
  /** Whose the link is. */
  name: z.string(),
  zone,
  date: localDate,
  entries: z.array(entry),
});
export type DeclareDay = z.output<typeof declareDay>;

const errors = ['declare_link_not_found', 'too_many_requests'] as const;

const day = route({
  method: 'POST',
  path: '/api/v1/declarations/day',
  summary: 'What is to be played by hand on a day, for whoever has the link',
  access: 'public',
  body: z.object({ token, /** Today when left out. */ date: localDate.optional() }),
  answer: declareDay,
  errors,
});

const declare = route({
  method: 'POST',
  path: '/api/v1/declarations',
  summary: 'Say that an item was aired, or why not; the last word counts',
  access: 'public',
  body: z.object({
    token,
    date: localDate,
    key: z.string().max(130),
    startsAt: epochMs,
    aired: z.boolean(),
    /** Why not. */
    reason: z.string().trim().normalize().max(300).optional(),
  }),
  answer: declareDay,
  errors: [...errors, 'declaration_too_early', 'declaration_too_late', 'occurrence_not_found'],
});

export const declarationRoutes = { listLinks, createLink, revokeLink, day, declare };
