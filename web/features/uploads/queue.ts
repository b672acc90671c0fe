import type { useApi } from '../../api/use-api.ts';
import type { Sending } from './send-file.ts';
import type { Upload } from './upload.ts';
import type { useLeftovers } from './use-leftovers.ts';

/** The files on their way and what is needed to move them on. */
export interface Queue {
  api: ReturnType<typeof useApi>;
  leftovers: ReturnType<typeof useLeftovers>;
  /** By the upload's number, for those that have begun. */
  sendings: Map<number, Sending>;
  /** Ends when all files chosen so far are prepared: one after another, for each lies in memory whole. */
  prepared: Promise<void>;
}

/** Notes why an upload does not go on. `recordingId`: of the recording that has the same bytes. */
export function refuse(one: Upload, problem: string, recordingId: string | null): void {
  Object.assign(one, { state: stateAfter(problem), problem, recordingId });
}

function stateAfter(problem: string): Upload['state'] {
  if (problem === 'upload_duplicate') return 'duplicate';
  // Signed in again, the same file goes on.
  return problem === 'not_signed_in' || problem === 'csrf_missing' ? 'paused' : 'refused';
}
