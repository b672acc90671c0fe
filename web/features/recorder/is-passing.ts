import type { ErrorCode } from '../../../core/error-codes.ts';
import { errorCodes } from '../../../core/error-codes.ts';

/** Whether a refusal says nothing of what was asked: the same may pass another time, or signed in again. */
export function isPassing(code: ErrorCode): boolean {
  const kind = errorCodes[code];
  return ['busy', 'broken'].includes(kind) || code === 'not_signed_in' || code === 'csrf_missing';
}
