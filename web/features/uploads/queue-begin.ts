import { headersOf } from '../../api/use-api.ts';
import { fileHash } from './file-hash.ts';
import { earlierUpload, fingerprintOf } from './fingerprint.ts';
import { metadataOf } from './metadata.ts';
import type { Queue } from './queue.ts';
import { refuse } from './queue.ts';
import { arrive } from './queue-outcome.ts';
import { sendFile } from './send-file.ts';
import type { Upload } from './upload.ts';

/** Has an upload counted and looked at once its turn comes; then it waits to be sent. */
export function prepareInTurn(queue: Queue, one: Upload): void {
  one.state = 'preparing';
  queue.prepared = queue.prepared.then(() => prepare(queue, one));
}

async function prepare(queue: Queue, one: Upload): Promise<void> {
  if (one.state !== 'preparing') return;
  await queue.leftovers.load();
  const problem = queue.leftovers.refusalOf(one.file);
  if (problem !== null) return refuse(one, problem, null);
  one.sha256 ??= await fileHash(one.file);
  // Somebody may have paused it meanwhile.
  if ((one.state as Upload['state']) === 'preparing') one.state = 'waiting';
}

/** Begins to send, from where an earlier attempt got to. */
export async function begin(queue: Queue, one: Upload): Promise<void> {
  if (one.state !== 'waiting') return;
  const { api, leftovers, sendings } = queue;
  one.state = 'sending';
  const sending = await sendFile({
    file: one.file,
    metadata: metadataOf(one),
    fingerprint: fingerprintOf(one.file, `${api.me?.id}${one.again ? '-again' : ''}`),
    earlierId: one.again ? null : (earlierUpload(one.file, leftovers.items)?.id ?? null),
    headers: () => headersOf(api.me),
    onBegun: (uploadId) => (one.uploadId = uploadId),
    onProgress: (sentBytes, isMoving) => {
      if (one.state === 'lost' && isMoving) one.state = 'sending';
      one.sentBytes = sentBytes;
    },
    onLost: () => {
      if (one.state === 'sending') one.state = 'lost';
    },
    onArrived: (outcome) => void arrive(queue, one, outcome),
    onRefused: (code, recordingId) => refuse(one, code, recordingId),
  });
  sendings.set(one.id, sending);
  const now = one.state as Upload['state'];
  if (now === 'paused' || now === 'cancelled') sending.pause();
}

/** Sends from the first byte, whatever was before. */
export function restart(queue: Queue, one: Upload): void {
  queue.sendings.get(one.id)?.pause();
  queue.sendings.delete(one.id);
  Object.assign(one, { sentBytes: 0, problem: null, uploadId: null, recordingId: null });
  prepareInTurn(queue, one);
}
