import type { HeadBody, SignedHead } from '../../contract/station/head.ts';
import { signedHead } from '../../contract/station/head.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import type { EpochMs } from '../../core/time/zoned.ts';
import { verify } from '../../runtime/crypto.ts';
import { findKey } from '../keys/judge-keys.ts';
import type { KeyRing } from '../keys/key-ring.ts';

export type HeadRefusal =
  | 'not_json'
  | 'shape_wrong'
  | 'bytes_not_canonical'
  | 'key_unknown'
  | 'signature_bad'
  | 'endpoint_wrong'
  | 'sequence_old'
  | 'sequence_reused'
  | 'head_expired';

export type HeadVerdict =
  { ok: true; head: SignedHead } | { ok: false; code: HeadRefusal; detail: string };

/** Whether bytes are a head for this endpoint, signed by a key that it knows. */
export function readHead(
  bytes: Buffer,
  keys: Pick<KeyRing, 'signing'>,
  endpointId: string,
): HeadVerdict {
  const text = bytes.toString('utf8');
  const value = parse(text);
  if (value === undefined) return refuse('not_json', 'the head is not JSON');
  const parsed = signedHead.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse('shape_wrong', `${issue?.path.join('.')}: ${issue?.message}`);
  }
  const head = parsed.data;
  // Compared as bytes: a broken character reads like a replaced one.
  if (!Buffer.from(canonicalJson(head)).equals(bytes))
    return refuse('bytes_not_canonical', 'the head could be spelt in another way');
  const key = findKey(keys, head.keyId, head.issuedAt);
  if (key === null) return refuse('key_unknown', `the key ${head.keyId} is not believed here yet`);
  const { signature, ...body } = head;
  if (!verify(key, canonicalJson(body satisfies HeadBody), signature))
    return refuse('signature_bad', `the signature is not by the key ${head.keyId}`);
  if (head.endpoint !== endpointId)
    return refuse('endpoint_wrong', `the head is for ${head.endpoint}`);
  return { ok: true, head };
}

/**
 * Whether a head may take the place of the one that is held.
 * @param certainTime it is not earlier than this
 */
export function judgeNews(
  head: SignedHead,
  bytes: Buffer,
  held: { sequence: number; bytes: Buffer } | null,
  certainTime: EpochMs,
): HeadVerdict {
  if (held && head.sequence < held.sequence)
    return refuse('sequence_old', `${head.sequence} is older than ${held.sequence}`);
  if (held?.sequence === head.sequence && !held.bytes.equals(bytes))
    return refuse('sequence_reused', `${head.sequence} is held with other bytes`);
  if (head.expiresAt <= certainTime)
    return refuse('head_expired', `${head.sequence} expired at ${head.expiresAt}`);
  return { ok: true, head };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function refuse(code: HeadRefusal, detail: string): HeadVerdict {
  return { ok: false, code, detail };
}
