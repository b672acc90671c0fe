import { z } from 'zod';
import type { ErrorCode } from '../core/error-codes.ts';
import { errorCodes } from '../core/error-codes.ts';
import { epochMs } from './scalar.ts';

const codes = Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]];

/**
 * RFC 9457, `application/problem+json`; `code` is stable, `fields` names each faulty field, `changedBy` who
 * changed the same thing meanwhile, and when.
 */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(codes),
  detail: z.string(),
  requestId: z.string().optional(),
  /** Seconds, where waiting helps. */
  retryAfter: z.int().optional(),
  fields: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  changedBy: z.object({ name: z.string().nullable(), at: epochMs }).optional(),
});
export type Problem = z.output<typeof problem>;
