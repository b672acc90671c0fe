import { describe, expect, it } from 'vitest';
import { keysObject } from '../../../../contract/station/objects.ts';
import { inFours } from '../../../../core/keys/paper.ts';
import { generateSigningKey } from '../../../../runtime/crypto.ts';
import { keysObjectOf, signingKeyAt } from '../../../../server/keys/key-set.ts';
import { newRecoveryKey, readRecoveryKey } from '../../../../server/keys/recovery-key.ts';

const known = (addedAt: number, signsFrom: number) => {
  const { keyId, publicKey } = generateSigningKey();
  return { keyId, publicKey, addedAt, signsFrom };
};

describe('which key signs', () => {
  const first = known(1, 0);
  const second = known(2, 100);
  const keys = [first, second];

  it('is the newest whose turn has come', () => {
    expect(signingKeyAt({ keys }, 99, () => true)).toBe(first);
    expect(signingKeyAt({ keys }, 100, () => true)).toBe(second);
  });

  it('is never one whose private half is not here', () => {
    expect(signingKeyAt({ keys }, 100, (keyId) => keyId === first.keyId)).toBe(first);
    expect(signingKeyAt({ keys }, 100, () => false)).toBeNull();
  });

  it('is told in what endpoints fetch', () => {
    const object = keysObjectOf({ keys, recoveryKey: first.publicKey, approval: null });
    expect(keysObject.parse(object).signing.map(({ from }) => from)).toEqual([0, 100]);
  });
});

describe('the recovery key on paper', () => {
  it('signs again when it is typed, with other breaths and in small letters', () => {
    const { onPaper, signer } = newRecoveryKey();
    const typed = readRecoveryKey(inFours(onPaper.replaceAll(' ', ''), '-').toLowerCase());
    expect(typed?.publicKey).toBe(signer.publicKey);
    expect(typed?.sign('x')).toBe(signer.sign('x'));
  });

  it('is refused with any one letter wrong or missing', () => {
    const letters = newRecoveryKey().onPaper.replaceAll(' ', '');
    for (let at = 0; at < letters.length; at += 1) {
      const other = letters[at] === 'A' ? 'B' : 'A';
      expect(readRecoveryKey(letters.slice(0, at) + other + letters.slice(at + 1))).toBeNull();
      expect(readRecoveryKey(letters.slice(0, at) + letters.slice(at + 1))).toBeNull();
    }
    expect(readRecoveryKey('')).toBeNull();
  });
});
