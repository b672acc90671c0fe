import { describe, expect, it } from 'vitest';
import type { StopOrderBody } from '../../../../contract/station/stop-order.ts';
import { canonicalJson } from '../../../../core/playlist/canonical.ts';
import { generateSigningKey, loadSigner } from '../../../../runtime/crypto.ts';
import { readHead } from '../../../../station/head/verify-head.ts';
import { readStopOrder } from '../../../../station/head/verify-stop.ts';

const signer = loadSigner(generateSigningKey().privatePem);
const from = 1_700_000_000_000;
const keys = { signing: [{ keyId: signer.keyId, publicKey: signer.publicKey, from }] };
const order: StopOrderBody = {
  v: 1,
  stop: 'b1-2026-03-10',
  endpoints: ['another', 'me'],
  issuedAt: from + 1,
  keyId: signer.keyId,
};

function textOf(given: Partial<StopOrderBody> = {}, by = signer): string {
  const whole = { ...order, ...given };
  return JSON.stringify({ ...whole, signature: by.sign(canonicalJson(whole)) });
}

function codeOf(text: string, endpointId = 'me'): string {
  const verdict = readStopOrder(text, keys, endpointId);
  return verdict.ok ? 'ok' : verdict.code;
}

describe('an order to stop', () => {
  it('is obeyed where a known key signed it for this endpoint among others', () => {
    expect(readStopOrder(textOf(), keys, 'me')).toEqual({ ok: true, order });
    expect(codeOf(textOf(), 'another')).toBe('ok');
  });

  it('stops nothing when a byte of it was changed', () => {
    const bytes = Buffer.from(textOf());
    for (const [at, byte] of bytes.entries()) {
      const flipped = Buffer.from(bytes);
      flipped[at] = byte ^ 1;
      expect(codeOf(flipped.toString('utf8')), `byte ${at}`).not.toBe('ok');
    }
  });

  it('says why it is refused', () => {
    const stranger = loadSigner(generateSigningKey().privatePem);
    expect(codeOf(textOf(), 'somebody_else')).toBe('endpoint_wrong');
    expect(codeOf(textOf({}, stranger))).toBe('signature_bad');
    expect(codeOf(textOf({ keyId: stranger.keyId }, stranger))).toBe('key_unknown');
    // Before the key is believed.
    expect(codeOf(textOf({ issuedAt: from - 1 }))).toBe('key_unknown');
    for (const text of ['', '{}', 'stop', textOf({ stop: 'everything' })])
      expect(codeOf(text)).toBe('shape_wrong');
  });

  it('is no head, nor a head an order', () => {
    const verdict = readHead(Buffer.from(textOf()), keys, 'me');
    expect(verdict).toMatchObject({ ok: false, code: 'shape_wrong' });
  });
});
