import { open, readFile } from 'node:fs/promises';
import type { JobPayload } from '../contract/jobs.ts';
import { pushAnswer, type PushAnswer } from '../contract/station/push.ts';
import type { MediaStore } from '../media/store.ts';
import type { Clock } from '../runtime/clock.ts';
import { pushSignatureHeader, sha256 } from '../runtime/crypto.ts';
import { AppError } from '../runtime/error.ts';
import type { Outbound, OutboundAnswer } from '../runtime/outbound.ts';
import { oneByKey } from '../runtime/turns.ts';
import type { Processor } from './processor.ts';

/** What pushing takes. */
export interface PushDeps {
  store: MediaStore;
  outbound: Outbound;
  clock: Clock;
}

const timeoutMs = 10_000;
const limitBytes = 64 * 1024;

/**
 * Hands signed bytes from the store to an endpoint, while their signature is good; never two at once to one
 * endpoint.
 */
export function createPush(deps: PushDeps): Processor<'push'> {
  const inTurn = oneByKey();
  return (payload, { signal }) =>
    inTurn(payload.endpointId, () => {
      signal.throwIfAborted();
      return send(deps, payload, signal);
    });
}

async function send(
  { store, outbound, clock }: PushDeps,
  payload: JobPayload<'push'>,
  signal: AbortSignal,
): Promise<PushAnswer> {
  const { url, signature, notAfter } = payload;
  const leftMs = notAfter - clock.now();
  if (leftMs <= 0) throw new AppError('push_expired', 'The time of this push has passed.');
  const answer = await outbound.request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [pushSignatureHeader]: signature },
    body: await readBody(store, payload),
    timeoutMs: Math.max(1, Math.min(timeoutMs, leftMs)),
    limitBytes,
    signal,
  });
  return readAnswer(answer);
}

async function readBody(
  store: MediaStore,
  { body, pack }: Pick<JobPayload<'push'>, 'body' | 'pack'>,
): Promise<Buffer> {
  const name = pack?.file ?? body;
  if (!(await store.has(name)))
    throw new AppError('object_not_found', 'What is to be pushed is not in the media store.');
  if (!pack) return await readFile(store.path(name));
  const bytes = Buffer.allocUnsafe(pack.bytes);
  const file = await open(store.path(name));
  try {
    await file.read(bytes, 0, pack.bytes, pack.fromByte);
  } finally {
    await file.close();
  }
  if (sha256(bytes) !== body)
    throw new AppError('object_not_found', 'What is to be pushed is not where it should be.');
  return bytes;
}

function readAnswer({ status, body }: OutboundAnswer): PushAnswer {
  if (status !== 200) {
    throw new AppError('push_answer_bad', `The endpoint answered with status ${status}.`);
  }
  try {
    return pushAnswer.parse(JSON.parse(body.toString('utf8')));
  } catch (cause) {
    const detail = 'The endpoint did not say what it holds.';
    throw new AppError('push_answer_bad', detail, { cause });
  }
}
