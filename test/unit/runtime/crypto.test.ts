import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import * as crypto from '../../../runtime/crypto.ts';

const { generateSigningKey, loadSigner, sha256, signPush, verify, verifyPush } = crypto;
const at = (epochMs: number) => ({ ...systemClock(), now: () => epochMs });
const request = { method: 'POST', url: 'http://loa.example/push?a=1', body: '{"head":1}' };

describe('sha256', () => {
  it('is base64url without padding', () => {
    expect(sha256('')).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU');
    expect(sha256(Buffer.from('loa'))).toBe(sha256('loa'));
  });
});

describe('constantTimeEqual', () => {
  it('compares texts of any length', () => {
    expect(crypto.constantTimeEqual('abc', 'abc')).toBe(true);
    expect(crypto.constantTimeEqual('abc', 'abcd')).toBe(false);
    expect(crypto.randomToken()).toHaveLength(43);
  });
});

describe('signatures', () => {
  const key = generateSigningKey();
  const signer = loadSigner(key.privatePem);

  it('agree with the key that was made', () => {
    expect(signer.keyId).toBe(key.keyId);
    expect(signer.publicKey).toBe(key.publicKey);
    expect(key.keyId).toBe(sha256(Buffer.from(key.publicKey, 'base64url')).slice(0, 16));
    expect(verify(key.publicKey, 'head', signer.sign('head'))).toBe(true);
  });

  it('are false, never an error, when anything is off', () => {
    const signature = signer.sign('head');
    expect(verify(key.publicKey, 'heap', signature)).toBe(false);
    expect(verify(generateSigningKey().publicKey, 'head', signature)).toBe(false);
    for (const bad of ['', 'A', `${signature}=`, `${signature}AAAA`, '☃'.repeat(86)]) {
      expect(verify(key.publicKey, 'head', bad)).toBe(false);
      expect(verify(bad, 'head', signature)).toBe(false);
    }
  });

  it('refuse keys that are not Ed25519', () => {
    expect(() => loadSigner('not a key')).toThrow();
  });
});

describe('push signatures', () => {
  const key = generateSigningKey();
  const header = signPush(request, loadSigner(key.privatePem), at(1_000_000_000_000));
  const keyOf = (id: string) => (id === key.keyId ? key.publicKey : undefined);
  const check = (change: Partial<typeof request>, given: string | undefined = header, ms = 0) =>
    verifyPush({ ...request, ...change }, given, keyOf, at(1_000_000_000_000 + ms));

  it('hold for five minutes either way', () => {
    expect(check({})).toEqual({ ok: true, keyId: key.keyId, timeMs: 1_000_000_000_000 });
    expect(check({}, header, 300_000).ok).toBe(true);
    expect(check({}, header, 300_001)).toEqual({ ok: false, reason: 'stale' });
    expect(check({}, header, -300_001)).toEqual({ ok: false, reason: 'stale' });
  });

  it('hold for one method, URL and body', () => {
    expect(check({ method: 'PUT' })).toEqual({ ok: false, reason: 'bad_signature' });
    expect(check({ url: 'http://other.example/push?a=1' }).ok).toBe(false);
    expect(check({ body: '{"head":2}' }).ok).toBe(false);
  });

  it('refuse a changed time, an unknown key and a malformed header', () => {
    const later = header.replace('time=1', 'time=2');
    expect(check({}, later, 1_000_000_000_000)).toEqual({ ok: false, reason: 'bad_signature' });
    const strange = header.replace(key.keyId, 'A'.repeat(16));
    expect(check({}, strange)).toEqual({ ok: false, reason: 'unknown_key' });
    for (const bad of ['', 'keyId=', `${header},`, header.slice(0, -1)]) {
      expect(check({}, bad)).toEqual({ ok: false, reason: 'malformed' });
    }
    expect(verifyPush(request, undefined, keyOf, at(0))).toEqual({
      ok: false,
      reason: 'malformed',
    });
  });
});
