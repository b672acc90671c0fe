import type { ErrorCode } from '../../core/error-codes.ts';
import { AppError, type FieldFault } from '../../runtime/error.ts';

/** What is left of an error on its way to another thread: libraries' lose their words there, ours their class. */
export interface PlainError {
  message: string;
  stack: string;
  /** Of one of ours. */
  ours: { code: ErrorCode; detail: string; fields: FieldFault[] | null } | null;
}

export function toPlain(error: unknown): PlainError {
  if (!(error instanceof Error)) return { message: String(error), stack: '', ours: null };
  const { message, stack = '' } = error;
  const ours =
    error instanceof AppError
      ? { code: error.code, detail: error.detail, fields: error.fields ?? null }
      : null;
  return { message, stack, ours };
}

export function fromPlain({ message, stack, ours }: PlainError): Error {
  const error = ours ? appError(ours) : new Error(message);
  error.stack = stack;
  return error;
}

function appError({ code, detail, fields }: NonNullable<PlainError['ours']>): AppError {
  return new AppError(code, detail, fields ? { fields } : {});
}
