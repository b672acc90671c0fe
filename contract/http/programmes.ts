import { z } from 'zod';
import { route } from '../route.ts';
import { id, label, page, pageQuery } from '../scalar.ts';

export const programme = z.object({ id, name: z.string(), tag: z.string() });
export type ProgrammeAnswer = z.output<typeof programme>;

const list = route({
  method: 'GET',
  path: '/api/v1/programmes',
  summary: 'Strands (chuyên mục)',
  access: 'read',
  query: z.object(pageQuery),
  answer: page(programme),
});

const create = route({
  method: 'POST',
  path: '/api/v1/programmes',
  summary: 'Add a programme with its two-letter tag',
  access: 'programme.write',
  body: z.object({
    name: label,
    tag: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^\p{L}{2}$/u),
  }),
  answer: programme,
  status: 201,
  errors: ['programme_taken'],
});

export const programmeRoutes = { list, create };
