import { expect, it } from 'vitest';
import { statusText } from '../../../../contract/station/exchange.ts';
import { canonicalJson } from '../../../../core/playlist/canonical.ts';
import { generateSigningKey, loadSigner } from '../../../../runtime/crypto.ts';
import { isStale } from '../../../../station/status/is-stale.ts';
import { judgeAnswer } from '../../../../station/status/judge-answer.ts';

const signer = loadSigner(generateSigningKey().privatePem);
const keys = { signing: [{ keyId: signer.keyId, publicKey: signer.publicKey, from: 1000 }] };
const question = { endpointId: 'me', nonce: 'n1' };

function answerTo(endpoint: string, serverTime = 5000, by = signer) {
  const said = { nonce: 'n1', serverTime, accepted: ['a', 'b'] };
  const signature = by.sign(canonicalJson(statusText(endpoint, said)));
  return { ...said, keyId: by.keyId, signature };
}

it('believes the time that the server signed for this question and this endpoint alone', () => {
  const good = answerTo('me');
  expect(judgeAnswer(good, question, keys)).toBe('good');
  expect(judgeAnswer(good, { ...question, nonce: 'n2' }, keys)).toBe('nonce_wrong');
  expect(judgeAnswer(answerTo('another'), question, keys)).toBe('signature_bad');
  expect(judgeAnswer({ ...good, serverTime: 5001 }, question, keys)).toBe('signature_bad');
  expect(judgeAnswer({ ...good, accepted: ['a'] }, question, keys)).toBe('signature_bad');
  expect(judgeAnswer({ ...good, signature: '' }, question, keys)).toBe('signature_bad');
});

it('knows no key before its time, and none of a stranger', () => {
  const stranger = loadSigner(generateSigningKey().privatePem);
  expect(judgeAnswer(answerTo('me', 999), question, keys)).toBe('key_unknown');
  expect(judgeAnswer(answerTo('me', 5000, stranger), question, keys)).toBe('key_unknown');
});

it('calls a head stale once half of its life has gone', () => {
  const head = { issuedAt: 1000, expiresAt: 3000 };
  expect([isStale(head, 2000), isStale(head, 2001), isStale(null, 9999)]).toEqual([
    false,
    true,
    false,
  ]);
});
