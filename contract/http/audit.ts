import { z } from 'zod';
import { route } from '../route.ts';
import { epochMs, page, pageQuery } from '../scalar.ts';

const list = route({
  method: 'GET',
  path: '/api/v1/audit',
  summary: 'Who changed what, newest first',
  access: 'audit.read',
  query: z.object(pageQuery),
  answer: page(
    z.object({
      id: z.string(),
      at: epochMs,
      userName: z.string().nullable(),
      action: z.string(),
      subject: z.string(),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
});

export const auditRoutes = { list };
