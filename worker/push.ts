import type { JobPayload } from '../contract/jobs.ts';
import { pushAnswer, type PushAnswer } from '../contract/station/push.ts';
import type { MediaStore } from '../media/store.ts';
import type { Clock } from '../runtime/clock.ts';
import { pushSignatureHeader } from '../runtime/crypto.ts';
import { AppError } from '../runtime/error.ts';
import type { Outbound, OutboundAnswer } from '../runtime/outbound.ts';
import { oneByKey } from '../runtime/turns.ts';
import type { Processor } from './processor.ts';
import { bodyAlone, type ReadBody } from './push-bodies.ts';

/** What pushing takes. */
export interface PushDeps {
  outbound: Outbound;
  clock: Clock;
}

/** Pushes one, its body read by whoever knows what else is pushed beside it. */
export type PushOne = (
  payload: JobPayload<'push'>,
  readBody: ReadBody,
  signal: AbortSignal,
) => Promise<PushAnswer>;

const timeoutMs = 10_000;
const limitBytes = 64 * 1024;

/**
 * Hands signed bytes from the store to an endpoint, while their signature is good; never two at once to one
 * endpoint.
 */
export function createPushOne(deps: PushDeps): PushOne {
  const inTurn = oneByKey();
  return (payload, readBody, signal) =>
    inTurn(payload.endpointId, () => {
      signal.throwIfAborted();
      return send(deps, payload, { readBody, signal });
    });
}

/** A push that is a job of its own. */
export function createPush(store: MediaStore, push: PushOne): Processor<'push'> {
  return (payload, { signal }) => push(payload, bodyAlone(store), signal);
}

async function send(
  { outbound, clock }: PushDeps,
  payload: JobPayload<'push'>,
  { readBody, signal }: { readBody: ReadBody; signal: AbortSignal },
): Promise<PushAnswer> {
  const { url, signature, notAfter } = payload;
  const leftMs = notAfter - clock.now();
  if (leftMs <= 0) throw new AppError('push_expired', 'The time of this push has passed.');
  const answer = await outbound.request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [pushSignatureHeader]: signature },
    body: await readBody(payload),
    timeoutMs: Math.max(1, Math.min(timeoutMs, leftMs)),
    limitBytes,
    signal,
  });
  return readAnswer(answer);
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
