import { playlistOf, type Keys } from '../../contract/station/objects.ts';
import { pushBody, type PushAnswer } from '../../contract/station/push.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import type { Playlist } from '../../core/playlist/playlist.ts';
import type { Clock } from '../../runtime/clock.ts';
import { sha256, verify, verifyPush } from '../../runtime/crypto.ts';

export interface PushCheckOptions {
  request: { url: string; body: string; signature: string | undefined };
  keys: Keys;
  /** Of the head that is held; 0 for none. */
  heldSequence: number;
  clock: Clock;
}

export type CheckedPush =
  { ok: true; answer: PushAnswer; playlists: Map<string, Playlist> } | { ok: false; code: string };

/**
 * What any receiver owes to its listeners: the push is signed by a known key for this very address,
 * the head in it too, is not older than the one that is held and not expired, and each playlist is
 * the one that the head names.
 */
export function checkPush({ request, keys, heldSequence, clock }: PushCheckOptions): CheckedPush {
  const keyOf = (keyId: string) => keys.signing.find((key) => key.keyId === keyId)?.publicKey;
  const { url, body, signature } = request;
  const check = verifyPush({ method: 'POST', url, body }, signature, keyOf, clock);
  if (!check.ok) return refuse(check.reason);
  const parsed = pushBody.safeParse(readJson(body));
  if (!parsed.success) return refuse('body_invalid');
  const { head, playlists } = parsed.data;
  const { signature: headSignature, ...headBody } = head;
  const headKey = keyOf(head.keyId);
  if (!headKey || !verify(headKey, canonicalJson(headBody), headSignature)) {
    return refuse('head_signature_bad');
  }
  if (head.sequence < heldSequence) return refuse('sequence_old');
  if (head.expiresAt <= clock.now()) return refuse('head_expired');
  const held = new Map<string, Playlist>();
  for (const text of playlists) {
    const name = sha256(text);
    if (!head.days.some((day) => day.playlist === name)) return refuse('hash_mismatch');
    held.set(name, playlistOf(JSON.parse(text)));
  }
  if (head.days.some((day) => !held.has(day.playlist))) return refuse('playlist_missing');
  const answer = { sequence: head.sequence, holds: [...held.keys()] };
  return { ok: true, answer, playlists: held };
}

const refuse = (code: string): CheckedPush => ({ ok: false, code });

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
