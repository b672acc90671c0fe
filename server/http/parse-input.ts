import type { z } from 'zod';
import type { ErrorCode } from '../../core/error-codes.ts';
import { AppError } from '../../runtime/error.ts';

const mostNamed = 5;

/**
 * What a schema makes of a part of a request; undefined where there is no schema.
 * @throws AppError `code`, naming each faulty field
 */
export function parseInput<S extends z.ZodType>(
  schema: S | undefined,
  value: unknown,
  code: ErrorCode,
): z.output<S> | undefined {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    code: issue.code,
    message: issue.message,
  }));
  const named = fields.map(({ path, message }) => (path ? `${path}: ${message}` : message));
  throw new AppError(code, named.slice(0, mostNamed).join('; '), { fields });
}
