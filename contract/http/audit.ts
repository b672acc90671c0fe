import { z } from 'zod';
import { auditGroupNames } from '../../core/audit/actions.ts';
import { route } from '../route.ts';
import { epochMs, id, localDate, page, pageQuery } from '../scalar.ts';

const words = z.string().trim().max(100);

/** What is asked for: all of these hold. */
const filter = {
  /** Words of the name of who did it. */
  person: words.optional(),
  /** Room of the console that the deed belongs to. */
  group: z.enum(auditGroupNames).optional(),
  /** With everything beneath it. */
  areaId: id.optional(),
  from: localDate.optional(),
  to: localDate.optional(),
  /** Words of the name of what was changed. */
  q: words.optional(),
};

const line = z.object({
  id: z.string(),
  at: epochMs,
  /** `null`: the system itself, or somebody at the server's own command line. */
  userName: z.string().nullable(),
  /** Noun and verb, see core/audit/actions; one of another version where it is none of those. */
  action: z.string(),
  subject: z.string(),
  /** As it is called today, or was called then; `null` where it has no name. */
  subjectName: z.string().nullable(),
  areaName: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditLine = z.output<typeof line>;

const list = route({
  method: 'GET',
  path: '/api/v1/audit',
  summary: 'Who changed what, newest first',
  access: 'audit.read',
  query: z.object({ ...filter, ...pageQuery }),
  answer: page(line),
  errors: ['cursor_invalid'],
});

/** As which it can be had as a file. */
export const auditFileFormats = ['xlsx', 'csv'] as const;

const file = route({
  method: 'GET',
  path: '/api/v1/audit/file',
  summary: 'Who changed what as a table in Vietnamese, newest first; 10,000 lines at most',
  access: 'audit.read',
  query: z.object({ ...filter, format: z.enum(auditFileFormats) }),
  answer: 'application/octet-stream',
});

export const auditRoutes = { list, file };
