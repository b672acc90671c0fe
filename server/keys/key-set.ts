import type { Keys, KeysApproval } from '../../contract/station/objects.ts';

/** A key by which this server signs, or will. */
export interface KnownKey {
  keyId: string;
  publicKey: string;
  addedAt: number;
  /** 0 for one that was there from the beginning or that the recovery key put in. */
  signsFrom: number;
}

/** All that endpoints are told of our keys. */
export interface KeySet {
  /** In the order in which they came. */
  keys: readonly KnownKey[];
  recoveryKey: string;
  approval: KeysApproval | null;
}

// An endpoint counts 16 days from the last head that did not name the key, and knows of no other clock.
const slackMs = 3_600_000;
/** So long a new key is announced before it signs: an endpoint that was away for 16 days knows it then. */
export const leastOverlapMs = 16 * 86_400_000 + slackMs;
/** More than that no endpoint takes. */
export const mostKeys = 8;

/** What endpoints fetch; the same keys give the same bytes. */
export function keysObjectOf({ keys, recoveryKey, approval }: KeySet): Keys {
  const signing = keys.map(({ keyId, publicKey, signsFrom: from }) => ({ keyId, publicKey, from }));
  return { v: 1, signing, recovery: { publicKey: recoveryKey, approval } };
}

/**
 * The key that signs now: the newest whose time has come and whose private half is here; `null` where there is
 * none. Of keys that the recovery key put in, the last counts.
 */
export function signingKeyAt(
  { keys }: Pick<KeySet, 'keys'>,
  now: number,
  isHere: (keyId: string) => boolean,
): KnownKey | null {
  return keys.filter(({ keyId, signsFrom }) => signsFrom <= now && isHere(keyId)).at(-1) ?? null;
}
