import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, label, page, pageQuery } from '../scalar.ts';

export const programme = z.object({
  id,
  name: z.string(),
  tag: z.string(),
  /** Since when it is offered no more; it stays wherever it is used. */
  archivedAt: epochMs.nullable(),
});
export type ProgrammeAnswer = z.output<typeof programme>;

const list = route({
  method: 'GET',
  path: '/api/v1/programmes',
  summary: 'Strands (chuyên mục), those that are put away too',
  access: 'read',
  query: z.object(pageQuery),
  answer: page(programme),
});

const tag = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^\p{L}{2}$/u);

const create = route({
  method: 'POST',
  path: '/api/v1/programmes',
  summary: 'Add a programme with its two-letter tag',
  access: 'programme.write',
  body: z.object({ name: label, tag }),
  answer: programme,
  status: 201,
  errors: ['programme_taken'],
});

const update = route({
  method: 'PATCH',
  path: '/api/v1/programmes/:id',
  summary: 'Rename a programme, change its tag, put it away or take it out again',
  access: 'programme.write',
  params: byId,
  body: z.object({
    name: label.optional(),
    tag: tag.optional(),
    isArchived: z.boolean().optional(),
  }),
  answer: programme,
  errors: ['programme_not_found', 'programme_taken'],
});

export const programmeRoutes = { list, create, update };
