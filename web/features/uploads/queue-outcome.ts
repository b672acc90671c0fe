import { recordingRoutes } from '../../../contract/http/recordings.ts';
import type { Queue } from './queue.ts';
import { refuse } from './queue.ts';
import type { SendOutcome } from './send-file.ts';
import type { Upload } from './upload.ts';
import { afterCheck } from './upload.ts';

/** What became of an upload that is whole: a recording, a duplicate, or nothing. */
export async function arrive(queue: Queue, one: Upload, told: SendOutcome): Promise<void> {
  one.sentBytes = one.file.size;
  const { state, recordingId, reason } = told.state === null ? await askFor(queue, one) : told;
  if (state === 'refused') refuse(one, reason ?? 'internal', null);
  else if (state === 'duplicate') refuse(one, 'upload_duplicate', recordingId);
  else {
    one.state = 'checking';
    one.recordingId = recordingId;
    await lookAt(queue, one);
  }
}

/** For an answer that lost its headers on the way. */
async function askFor({ leftovers }: Queue, one: Upload): Promise<SendOutcome> {
  await leftovers.reload();
  const known = leftovers.items.find(({ id }) => id === one.uploadId);
  return known ?? { state: null, recordingId: null, reason: null };
}

/** Reads how far the check of its recording is; the line of live events tells the rest. */
export async function lookAt({ api }: Queue, one: Upload): Promise<void> {
  if (one.recordingId === null || one.state !== 'checking') return;
  const params = { id: one.recordingId };
  const recording = await api.call(recordingRoutes.get, { params }).catch(() => null);
  if (recording === null || one.state !== 'checking') return;
  const { state, reason, progress } = recording.latest;
  const problem = state === 'failed' ? (reason?.code ?? 'internal') : null;
  Object.assign(one, { checked: progress ?? one.checked, problem }, afterCheck(state));
}
