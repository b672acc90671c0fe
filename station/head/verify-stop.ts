import { signedStopOrder, type StopOrderBody } from '../../contract/station/stop-order.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import { verify } from '../../runtime/crypto.ts';
import { findKey } from '../keys/judge-keys.ts';
import type { KeyRing } from '../keys/key-ring.ts';

export type StopRefusal = 'shape_wrong' | 'key_unknown' | 'signature_bad' | 'endpoint_wrong';

export type StopVerdict =
  { ok: true; order: StopOrderBody } | { ok: false; code: StopRefusal; detail: string };

/** Whether a text is an order to this endpoint, signed by a key that it knows, to stop an occurrence. */
export function readStopOrder(
  text: string,
  keys: Pick<KeyRing, 'signing'>,
  endpointId: string,
): StopVerdict {
  const parsed = signedStopOrder.safeParse(parse(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse('shape_wrong', `${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { signature, ...order } = parsed.data;
  const key = findKey(keys, order.keyId, order.issuedAt);
  if (key === null) return refuse('key_unknown', `the key ${order.keyId} is not believed here yet`);
  if (!verify(key, canonicalJson(order), signature))
    return refuse('signature_bad', `the signature is not by the key ${order.keyId}`);
  if (!order.endpoints.includes(endpointId))
    return refuse('endpoint_wrong', `the order to stop ${order.stop} is for others`);
  return { ok: true, order };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function refuse(code: StopRefusal, detail: string): StopVerdict {
  return { ok: false, code, detail };
}
