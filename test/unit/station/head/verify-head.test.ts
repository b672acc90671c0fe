import { describe, expect, it } from 'vitest';
import type { HeadBody } from '../../../../contract/station/head.ts';
import { canonicalJson } from '../../../../core/playlist/canonical.ts';
import { generateSigningKey, loadSigner, sha256 } from '../../../../runtime/crypto.ts';
import { judgeNews, readHead } from '../../../../station/head/verify-head.ts';

const signer = loadSigner(generateSigningKey().privatePem);
const keys = {
  signing: [{ keyId: signer.keyId, publicKey: signer.publicKey, from: 0 }],
};
const now = 1_700_000_000_000;
const body: HeadBody = {
  v: 1,
  endpoint: 'me',
  sequence: now,
  issuedAt: now,
  expiresAt: now + 9 * 86_400_000,
  days: [{ date: '2026-03-10', playlist: sha256('p') }],
  stopped: ['b1-2026-03-10'],
  alerts: [],
  settings: sha256('s'),
  keys: sha256('k'),
  keyId: signer.keyId,
};

function bytesOf(given: Partial<HeadBody> = {}, by = signer): Buffer {
  const whole = { ...body, ...given };
  return Buffer.from(canonicalJson({ ...whole, signature: by.sign(canonicalJson(whole)) }));
}

function codeOf(bytes: Buffer): string {
  const verdict = readHead(bytes, keys, 'me');
  return verdict.ok ? 'ok' : verdict.code;
}

describe('reading a head', () => {
  it('takes one that a known key signed for this endpoint', () => {
    expect(readHead(bytesOf(), keys, 'me')).toMatchObject({ ok: true, head: { sequence: now } });
  });

  it('refuses every single flipped byte', () => {
    const bytes = bytesOf();
    for (const [at, byte] of bytes.entries())
      for (const bit of [1, 128]) {
        const flipped = Buffer.from(bytes);
        flipped[at] = byte ^ bit;
        expect(codeOf(flipped), `byte ${at}`).not.toBe('ok');
      }
  });

  it('refuses bytes that say the same in another spelling', () => {
    const text = bytesOf().toString();
    for (const other of [` ${text}`, `${text}\n`, text.replace('{"alerts"', '{ "alerts"')])
      expect(codeOf(Buffer.from(other))).toBe('bytes_not_canonical');
    const twice = text.replace('"v":1', '"v":1,"v":1');
    expect(codeOf(Buffer.from(twice))).toBe('bytes_not_canonical');
  });

  it('names why it refuses', () => {
    const stranger = loadSigner(generateSigningKey().privatePem);
    expect(codeOf(Buffer.from('no'))).toBe('not_json');
    expect(codeOf(Buffer.from('{"v":2}'))).toBe('shape_wrong');
    expect(codeOf(bytesOf({ endpoint: 'another' }))).toBe('endpoint_wrong');
    expect(codeOf(bytesOf({ keyId: stranger.keyId }, stranger))).toBe('key_unknown');
    expect(codeOf(bytesOf({}, stranger))).toBe('signature_bad');
  });
});

describe('judging news', () => {
  const bytes = bytesOf();
  const read = readHead(bytes, keys, 'me');
  if (!read.ok) throw new Error('the head of the test is good');
  const { head } = read;
  const code = (held: { sequence: number; bytes: Buffer } | null, time = now) => {
    const verdict = judgeNews(head, bytes, held, time);
    return verdict.ok ? 'ok' : verdict.code;
  };

  it('takes a newer one, and the same again', () => {
    expect(code(null)).toBe('ok');
    expect(code({ sequence: now - 1, bytes: bytesOf({ sequence: now - 1 }) })).toBe('ok');
    expect(code({ sequence: now, bytes })).toBe('ok');
  });

  it('refuses an older sequence, and the same with other bytes', () => {
    expect(code({ sequence: now + 1, bytes })).toBe('sequence_old');
    expect(code({ sequence: now, bytes: bytesOf({ stopped: [] }) })).toBe('sequence_reused');
  });

  it('refuses what has expired by a time that is certain', () => {
    expect(code(null, body.expiresAt)).toBe('head_expired');
    expect(code(null, body.expiresAt - 1)).toBe('ok');
  });
});
