import { describe, expect, it } from 'vitest';
import {
  approvalText,
  type Keys,
  type KeysApproval,
} from '../../../../contract/station/objects.ts';
import { canonicalJson } from '../../../../core/playlist/canonical.ts';
import { generateSigningKey, loadSigner, type Signer } from '../../../../runtime/crypto.ts';
import { findKey, judgeKeys, keyOverlapMs } from '../../../../station/keys/judge-keys.ts';
import type { KeyRing } from '../../../../station/keys/key-ring.ts';

const newSigner = () => loadSigner(generateSigningKey().privatePem);
const recovery = newSigner();
const old = newSigner();
const next = newSigner();
const thief = newSigner();
const dayMs = 86_400_000;
const now = 1_790_000_000_000;

const named = ({ keyId, publicKey }: Signer) => ({ keyId, publicKey });
const key = (signer: Signer, from = 0) => ({ ...named(signer), from });
const ring: KeyRing = {
  recoveryKey: recovery.publicKey,
  generation: 0,
  signing: [key(old)],
  asOf: now,
};

function approve(signers: readonly Signer[], generation = now, by = recovery): KeysApproval {
  const text = { generation, signing: signers.map(named) };
  return { ...text, signature: by.sign(canonicalJson(approvalText(text))) };
}

const keys = (signing: Keys['signing'], approval: KeysApproval | null = null): Keys => ({
  v: 1,
  signing,
  recovery: { publicKey: recovery.publicKey, approval },
});

function ringAfter(fresh: Keys, vouchedBy: string | null = old.keyId, before = ring): KeyRing {
  const verdict = judgeKeys(before, fresh, vouchedBy);
  if (!verdict.ok) throw new Error(verdict.detail);
  return verdict.ring;
}
const refusal = (fresh: Keys, vouchedBy: string | null = old.keyId, before = ring) => {
  const verdict = judgeKeys(before, fresh, vouchedBy);
  return verdict.ok ? null : verdict.detail;
};

describe('a key that a head announces', () => {
  it('is believed from its time on', () => {
    const from = now + 20 * dayMs;
    const after = ringAfter(keys([key(old), key(next, from)]));
    expect(findKey(after, next.keyId, from - 1)).toBeNull();
    expect(findKey(after, next.keyId, from)).toBe(next.publicKey);
    expect(findKey(after, old.keyId, 0)).toBe(old.publicKey);
  });

  it('is not believed before sixteen days, whatever is said of it', () => {
    const after = ringAfter(keys([key(old), key(next, 5)]));
    expect(findKey(after, next.keyId, now + keyOverlapMs - 1)).toBeNull();
    expect(findKey(after, next.keyId, now + keyOverlapMs)).toBe(next.publicKey);
  });

  it('is believed at once by one who was away all that time', () => {
    const from = now + 17 * dayMs;
    const after = ringAfter(keys([key(old), key(next, from)]));
    expect(findKey(after, next.keyId, from)).toBe(next.publicKey);
  });

  it('keeps the time that was first heard of it', () => {
    const first = ringAfter(keys([key(old), key(next, now + 17 * dayMs)]));
    const later = ringAfter(keys([key(old), key(next, 0)]), old.keyId, { ...first, asOf: 0 });
    expect(later.signing).toEqual(first.signing);
  });

  it('is nothing where no believed key vouches for it', () => {
    expect(ringAfter(keys([key(old), key(thief)]), null)).toEqual(ring);
    expect(ringAfter(keys([key(old), key(thief)]), thief.keyId)).toEqual(ring);
  });
});

describe('a key that is taken away', () => {
  it('stays without the word of the recovery key', () => {
    expect(refusal(keys([key(thief)]))).toContain(old.keyId);
    expect(refusal(keys([key(next, now)]), old.keyId)).toContain('recovery key');
    expect(refusal(keys([key(thief)], approve([thief], now, thief)))).toContain('not signed');
    expect(refusal(keys([key(thief)], approve([thief], now, old)))).toContain('not signed');
  });

  it('stays where another recovery key is named', () => {
    const fresh = keys([key(thief)], approve([thief], now, thief));
    fresh.recovery.publicKey = thief.publicKey;
    expect(refusal(fresh)).toContain('another recovery key');
  });

  it('goes at once by the word of the recovery key, even if nothing signed names it', () => {
    const after = ringAfter(keys([key(next)], approve([next])), null);
    expect(findKey(after, old.keyId, now)).toBeNull();
    expect(findKey(after, next.keyId, 0)).toBe(next.publicKey);
    expect(after.generation).toBe(now);
  });

  it('takes with it all that it had announced', () => {
    const stolen = ringAfter(keys([key(old), key(thief, 5)]));
    const after = ringAfter(keys([key(next)], approve([next])), null, stolen);
    expect(after.signing).toEqual([key(next)]);
  });

  it('vouches for nobody beside the approval that takes it away', () => {
    const fresh = keys([key(next), key(thief, 5)], approve([next]));
    expect(ringAfter(fresh, old.keyId).signing).toEqual([key(next)]);
  });

  it('does not come back by an older approval, or by none', () => {
    const second = ringAfter(keys([key(next)], approve([next], now + 1)), null);
    expect(refusal(keys([key(old)], approve([old], now)), next.keyId, second)).toContain('older');
    expect(refusal(keys([key(old)]), next.keyId, second)).toContain('older');
  });

  it('is not what a lie about the time of heads delays', () => {
    const lied = { ...ring, asOf: Number.MAX_SAFE_INTEGER };
    const after = ringAfter(keys([key(next)], approve([next])), null, lied);
    expect(after.asOf).toBe(now);
  });
});

it('refuses every approval in which one character was changed', () => {
  const approval = approve([next]);
  const fresh = keys([key(next)], approval);
  const text = JSON.stringify(approval);
  let tried = 0;
  for (let at = 0; at < text.length; at += 1) {
    const other = text.slice(0, at) + (text[at] === '3' ? '4' : '3') + text.slice(at + 1);
    const value = parse(other);
    if (!value) continue;
    tried += 1;
    expect(
      refusal({ ...fresh, recovery: { ...fresh.recovery, approval: value } }, null),
    ).not.toBeNull();
  }
  expect(tried).toBeGreaterThan(100);
});

it('refuses a known id with another key behind it', () => {
  const forged = { keyId: old.keyId, publicKey: thief.publicKey, from: 0 };
  expect(refusal(keys([forged]))).toContain('not the one that its id says');
  expect(refusal(keys([key(old), forged]))).not.toBeNull();
});

/** The approval that a text spells, if it still has all its parts. */
function parse(text: string): KeysApproval | null {
  try {
    const value = JSON.parse(text) as Partial<KeysApproval>;
    const { generation, signing, signature } = value;
    const isWhole = generation !== undefined && signing?.[0]?.publicKey && signing[0].keyId;
    return isWhole && signature ? { generation, signing, signature } : null;
  } catch {
    return null;
  }
}
