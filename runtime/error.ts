import { errorCodes, type ErrorCode, type ErrorKind } from '../core/error-codes.ts';

/** What is wrong with one field of an input. */
export interface FieldFault {
  /** Dotted path, such as `parts.0.title`. */
  path: string;
  code: string;
  message: string;
}

/** Who saved what somebody else was about to change. */
export interface ChangedBy {
  /** `null` where nobody knows any more. */
  name: string | null;
  /** Epoch ms. */
  at: number;
}

/**
 * A broken promise with a stable code. Its kind decides the HTTP status, whether a queue tries
 * again, and the console's words; `detail` is English for logs and API clients.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly detail: string;
  readonly fields?: FieldFault[];
  /** When to come back, where that is known. */
  readonly retryAfterSeconds?: number;
  /** Who came first, where two changed the same. */
  readonly changedBy?: ChangedBy;

  constructor(
    code: ErrorCode,
    detail: string,
    options?: {
      cause?: unknown;
      fields?: FieldFault[];
      retryAfterSeconds?: number;
      changedBy?: ChangedBy;
    },
  ) {
    super(`${code}: ${detail}`, options && 'cause' in options ? { cause: options.cause } : {});
    this.name = 'AppError';
    this.code = code;
    this.kind = errorCodes[code];
    this.detail = detail;
    if (options?.fields) this.fields = options.fields;
    if (options?.retryAfterSeconds !== undefined) {
      this.retryAfterSeconds = options.retryAfterSeconds;
    }
    if (options?.changedBy) this.changedBy = options.changedBy;
  }
}
