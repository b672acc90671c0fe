import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { uploadRoutes } from '../../../contract/http/uploads.ts';
import { codeOf } from '../../api/problem-text.ts';
import type { Queue } from './queue.ts';
import { refuse } from './queue.ts';
import { prepareInTurn, restart } from './queue-begin.ts';
import { lookAt } from './queue-outcome.ts';
import type { Upload } from './upload.ts';
import { isUnsent } from './upload.ts';

export function pause({ sendings }: Queue, one: Upload): void {
  if (!isUnsent(one)) return;
  one.state = 'paused';
  sendings.get(one.id)?.pause();
}

export function resume(queue: Queue, one: Upload): void {
  if (one.state !== 'paused') return;
  const sending = queue.sendings.get(one.id);
  one.problem = null;
  if (sending) {
    one.state = 'sending';
    sending.resume();
  } else prepareInTurn(queue, one);
}

/** Takes it out of the queue, and what has arrived of it out of the server. */
export async function cancel({ sendings, leftovers }: Queue, one: Upload): Promise<void> {
  one.state = 'cancelled';
  sendings.get(one.id)?.pause();
  sendings.delete(one.id);
  if (one.uploadId !== null) await leftovers.discard(one.uploadId).catch(() => undefined);
}

/** A refused one is sent once more; one that was found unusable is checked once more. */
export async function retry(queue: Queue, one: Upload): Promise<void> {
  if (one.state !== 'unusable' || one.recordingId === null) return restart(queue, one);
  Object.assign(one, { state: 'checking', checked: null, problem: null });
  try {
    await queue.api.call(recordingRoutes.retry, { params: { id: one.recordingId } });
  } catch (error) {
    Object.assign(one, { state: 'unusable', problem: codeOf(error) ?? 'unreachable' });
  }
}

/** Makes a recording of its own although the library has the same bytes. */
export async function keepAnyway(queue: Queue, one: Upload): Promise<void> {
  if (one.state !== 'duplicate') return;
  one.again = true;
  if (one.uploadId === null) return restart(queue, one);
  one.state = 'checking';
  try {
    const kept = await queue.api.call(uploadRoutes.keep, { params: { id: one.uploadId } });
    one.recordingId = kept.id;
    await lookAt(queue, one);
  } catch (error) {
    refuse(one, codeOf(error) ?? 'unreachable', null);
  }
}
