import type { ErrorCode } from '../../core/error-codes.ts';
import { AppError } from '../../runtime/error.ts';

/** Of an act on one of many: what is refused is told of, `null` where it is done; what is broken breaks. */
export async function problemOf(
  done: Promise<void>,
): Promise<{ code: ErrorCode; detail: string } | null> {
  try {
    await done;
    return null;
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'broken') throw error;
    return { code: error.code, detail: error.detail };
  }
}
