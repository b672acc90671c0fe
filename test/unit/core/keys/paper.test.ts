import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../../core/keys/fingerprint.ts';
import { fromLetters, inFours, toLetters } from '../../../../core/keys/paper.ts';

describe('bytes on paper', () => {
  it('come back as they were, of any length', () => {
    for (let length = 0; length < 70; length += 1) {
      const bytes = randomBytes(length);
      expect(Buffer.from(fromLetters(toLetters(bytes)) ?? []), String(length)).toEqual(bytes);
    }
  });

  it('are read in any case and with any breaths', () => {
    const bytes = randomBytes(32);
    const text = inFours(toLetters(bytes), '-').toLowerCase();
    expect(Buffer.from(fromLetters(` ${text}\n`) ?? [])).toEqual(bytes);
  });

  it('hold no letter that looks like another, and none is read', () => {
    expect(toLetters(randomBytes(500))).not.toMatch(/[01IO]/);
    expect(fromLetters('ABCO')).toBeNull();
  });

  it('have a fingerprint of sixteen letters', () => {
    expect(fingerprintOf(randomBytes(32))).toMatch(/^[2-9A-HJ-NP-Z]{16}$/);
  });
});
