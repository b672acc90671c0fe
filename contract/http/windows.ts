import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, localDate, localTime, page, pageQuery, weekdays } from '../scalar.ts';

const fields = {
  /** Where it holds, with everything beneath. */
  areaId: id,
  /** To whom: a person, or everybody with a role in an area; one of the two. */
  userId: id.nullable(),
  holderAreaId: id.nullable(),
  weekdays,
  /** Hours of one day, both or none. */
  from: localTime.nullable(),
  to: localTime.nullable(),
  /** Sessions that belong to it, whatever their hours. */
  sessionKeys: z.array(z.string().regex(/^[a-z][a-z0-9_]{0,31}$/)).max(20),
  validFrom: localDate.nullable(),
  validTo: localDate.nullable(),
};

/** Air in which somebody places, moves and swaps approved recordings freely (khung giờ được giao). */
export const playWindow = z.object({
  id,
  ...fields,
  areaName: z.string(),
  /** Of the person or the area that holds it. */
  holderName: z.string(),
  grantedBy: z.string(),
  grantedAt: epochMs,
  /** Whether it is the reader's own. */
  isMine: z.boolean(),
});
export type PlayWindowAnswer = z.output<typeof playWindow>;

const list = route({
  method: 'GET',
  path: '/api/v1/windows',
  summary: 'Windows that are granted now: those in areas that one may read, and one’s own',
  access: 'signed-in',
  query: z.object({ ...pageQuery, mine: z.stringbool().default(false) }),
  answer: page(playWindow),
  errors: ['cursor_invalid'],
});

const create = route({
  method: 'POST',
  path: '/api/v1/windows',
  summary: 'Grant a window to a person or an area',
  access: 'window.write',
  body: z.object(fields),
  answer: playWindow,
  status: 201,
  errors: ['area_not_found', 'user_not_found', 'window_invalid'],
});

const remove = route({
  method: 'DELETE',
  path: '/api/v1/windows/:id',
  summary: 'End a window; what was placed in it needs the approval of the week from now on',
  access: 'window.write',
  params: byId,
  answer: z.null(),
  status: 204,
  errors: ['window_not_found'],
});

/** Somebody who may be given a window. */
export const windowPerson = z.object({ id, name: z.string(), login: z.string() });
export type WindowPerson = z.output<typeof windowPerson>;

const people = route({
  method: 'GET',
  path: '/api/v1/windows/people',
  summary:
    'Those whom one may give a window: people with a role where one may give windows, by name',
  access: 'window.write',
  query: z.object({
    ...pageQuery,
    /** Parts of the name or the login; diacritics may be left out. */
    q: z.string().max(100).optional(),
  }),
  answer: page(windowPerson),
  errors: ['cursor_invalid'],
});

export const windowRoutes = { list, create, remove, people };
