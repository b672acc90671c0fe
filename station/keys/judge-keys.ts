import { approvalText, type Keys, type KeysApproval } from '../../contract/station/objects.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import type { EpochMs } from '../../core/time/zoned.ts';
import { keyIdOf, verify } from '../../runtime/crypto.ts';
import type { KeyRing } from './key-ring.ts';

/** A new key is announced so long before anything that it signs is believed. */
export const keyOverlapMs = 16 * 86_400_000;

export type KeysVerdict = { ok: true; ring: KeyRing } | { ok: false; detail: string };

/**
 * What becomes of the keys that this endpoint believes in. The recovery key may take away and replace them, at
 * once. A signing key may announce others by a head, and never take one away.
 * @param vouchedBy id of the key whose signature names these keys; `null` where nothing signed does
 */
export function judgeKeys(ring: KeyRing, fresh: Keys, vouchedBy: string | null): KeysVerdict {
  if (fresh.recovery.publicKey !== ring.recoveryKey)
    return refuse('they name another recovery key');
  if (!areWhole(fresh.signing)) return refuse('a key is not the one that its id says');
  const base = judgeApproval(ring, fresh.recovery.approval);
  if ('detail' in base) return { ok: false, detail: base.detail };

  const isHeld = (key: { keyId: string; publicKey: string }) =>
    fresh.signing.some((other) => isSame(other, key));
  const gone = base.signing.filter((key) => !isHeld(key));
  if (gone.length > 0)
    return refuse(`they lack ${idsOf(gone)}, which the recovery key has not taken away`);

  const added = fresh.signing.filter((key) => !base.signing.some((other) => isSame(other, key)));
  const isVouched = base.signing.some(({ keyId }) => keyId === vouchedBy);
  // What nobody vouches for may wait for a head that does; an approval counts at once.
  if (!isVouched) return { ok: true, ring: base };
  const announced = added.map((key) => ({
    ...key,
    from: Math.max(key.from, base.asOf + keyOverlapMs),
  }));
  return { ok: true, ring: { ...base, signing: [...base.signing, ...announced] } };
}

/** The key that a thing is signed by, if this endpoint believes what it signs at `at`. */
export function findKey(
  { signing }: Pick<KeyRing, 'signing'>,
  keyId: string,
  at: EpochMs,
): string | null {
  const key = signing.find((one) => one.keyId === keyId);
  return key && key.from <= at ? key.publicKey : null;
}

function judgeApproval(ring: KeyRing, approval: KeysApproval | null): KeyRing | { detail: string } {
  const generation = approval?.generation ?? 0;
  if (generation < ring.generation)
    return { detail: `they are of generation ${generation}, older than ${ring.generation}` };
  if (!approval || generation === ring.generation) return ring;
  const { signature, signing } = approval;
  if (!verify(ring.recoveryKey, canonicalJson(approvalText(approval)), signature))
    return { detail: 'their approval is not signed by the recovery key' };
  if (!areWhole(signing)) return { detail: 'an approved key is not the one that its id says' };
  return {
    recoveryKey: ring.recoveryKey,
    generation,
    signing: signing.map((key) => ({ ...key, from: 0 })),
    // Whoever signed before may have lied about the time.
    asOf: generation,
  };
}

interface NamedKey {
  keyId: string;
  publicKey: string;
}

function areWhole(keys: readonly NamedKey[]): boolean {
  const ids = new Set(keys.map(({ keyId }) => keyId));
  return (
    ids.size === keys.length && keys.every(({ keyId, publicKey }) => keyIdOf(publicKey) === keyId)
  );
}

function isSame(a: NamedKey, b: NamedKey): boolean {
  return a.keyId === b.keyId && a.publicKey === b.publicKey;
}

function idsOf(keys: readonly NamedKey[]): string {
  return keys.map(({ keyId }) => keyId).join(', ');
}

function refuse(detail: string): KeysVerdict {
  return { ok: false, detail };
}
