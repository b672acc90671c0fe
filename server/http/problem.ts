import { STATUS_CODES } from 'node:http';
import type { Problem } from '../../contract/problem.ts';
import type { ErrorCode, ErrorKind } from '../../core/error-codes.ts';
import { MediaError } from '../../media/media-error.ts';
import { AppError } from '../../runtime/error.ts';

const statusOfKind = {
  invalid: 400,
  denied: 403,
  missing: 404,
  conflict: 409,
  busy: 503,
  broken: 500,
} as const satisfies Record<ErrorKind, number>;

const statusOfCode: Partial<Record<ErrorCode, number>> = {
  not_signed_in: 401,
  sign_in_failed: 401,
  endpoint_unknown: 401,
  body_too_large: 413,
  upload_too_large: 413,
  body_type_unsupported: 415,
  range_invalid: 416,
  sign_in_throttled: 429,
  too_many_requests: 429,
  endpoint_quarantined: 429,
  disk_full: 507,
};

const usualWaitSeconds = 5;

/** A refusal as it is sent. */
export interface ProblemAnswer {
  status: number;
  headers: Record<string, string>;
  body: Problem;
}

/** RFC 9457. What is our own fault tells nothing but the request's id; the log has the rest. */
export function toProblem(thrown: unknown, requestId: string): ProblemAnswer {
  const error = toAppError(thrown);
  const status = statusOfCode[error.code] ?? statusOfKind[error.kind];
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  const body: Problem = {
    type: `/api/docs#${error.code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code: error.code,
    detail: status === 500 ? 'Something went wrong on our side.' : error.detail,
    requestId,
  };
  if (error.fields) body.fields = error.fields;
  if (error.changedBy) body.changedBy = error.changedBy;
  if (error.kind === 'busy') {
    body.retryAfter = Math.ceil(error.retryAfterSeconds ?? usualWaitSeconds);
    headers['retry-after'] = String(body.retryAfter);
  }
  if (status === 401) headers['www-authenticate'] = 'Loa';
  return { status, headers, body };
}

function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof MediaError) {
    return new AppError(thrown.code, thrown.detail, { cause: thrown });
  }
  const { status, code } = (thrown ?? {}) as { status?: unknown; code?: unknown };
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return new AppError('disk_full', 'the disk is full', { cause: thrown });
  }
  // Express speaks so of a path or query that cannot be decoded.
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new AppError('query_invalid', 'the address cannot be read', { cause: thrown });
  }
  return new AppError('internal', 'unexpected error', { cause: thrown });
}
