import { errorCodes } from '../../../core/error-codes.ts';

/** Whether trying again can help: a file that is no audio will be none the next time either. */
export function mayRetry(code: string | null): boolean {
  const kind = Object.entries(errorCodes).find(([name]) => name === code)?.[1];
  return kind !== 'invalid';
}
