import { statusText, type StatusAnswer } from '../../contract/station/exchange.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import { verify } from '../../runtime/crypto.ts';
import { findKey } from '../keys/judge-keys.ts';
import type { KeyRing } from '../keys/key-ring.ts';

export type AnswerVerdict = 'good' | 'nonce_wrong' | 'key_unknown' | 'signature_bad';

/** Whether the server has said this, to this endpoint and to this question: the clock is set by it. */
export function judgeAnswer(
  answer: StatusAnswer,
  question: { endpointId: string; nonce: string },
  keys: Pick<KeyRing, 'signing'>,
): AnswerVerdict {
  if (answer.nonce !== question.nonce) return 'nonce_wrong';
  const key = findKey(keys, answer.keyId, answer.serverTime);
  if (key === null) return 'key_unknown';
  const text = canonicalJson(statusText(question.endpointId, answer));
  return verify(key, text, answer.signature) ? 'good' : 'signature_bad';
}
