import { readFile } from 'node:fs/promises';
import { pushAnswer, type PushAnswer } from '../contract/station/push.ts';
import type { MediaStore } from '../media/store.ts';
import type { Clock } from '../runtime/clock.ts';
import { pushSignatureHeader } from '../runtime/crypto.ts';
import { AppError } from '../runtime/error.ts';
import type { Outbound, OutboundAnswer } from '../runtime/outbound.ts';
import type { Processor } from './processor.ts';

/** What pushing takes. */
export interface PushDeps {
  store: MediaStore;
  outbound: Outbound;
  clock: Clock;
}

const timeoutMs = 10_000;
const limitBytes = 64 * 1024;

/** Hands signed bytes from the store to an endpoint, while their signature is good. */
export function createPush({ store, outbound, clock }: PushDeps): Processor<'push'> {
  return async ({ url, body, signature, notAfter }, { signal }) => {
    const leftMs = notAfter - clock.now();
    if (leftMs <= 0) throw new AppError('push_expired', 'The time of this push has passed.');
    if (!(await store.has(body))) {
      throw new AppError('object_not_found', 'What is to be pushed is not in the media store.');
    }
    const answer = await outbound.request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [pushSignatureHeader]: signature },
      body: await readFile(store.path(body)),
      timeoutMs: Math.max(1, Math.min(timeoutMs, leftMs)),
      limitBytes,
      signal,
    });
    return readAnswer(answer);
  };
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
