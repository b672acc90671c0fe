import { describe, expect, it } from 'vitest';
import { checkPush } from '../../../cli/demo/check-push.ts';
import type { HeadBody } from '../../../contract/station/head.ts';
import { canonicalJson } from '../../../core/playlist/canonical.ts';
import { offsetClock, systemClock } from '../../../runtime/clock.ts';
import {
  generateSigningKey,
  loadSigner,
  sha256,
  signPush,
  type Signer,
} from '../../../runtime/crypto.ts';

const clock = systemClock();
const key = generateSigningKey();
const signer = loadSigner(key.privatePem);
const keys = {
  v: 1 as const,
  signing: [{ keyId: key.keyId, publicKey: key.publicKey, from: 0 }],
  recovery: { publicKey: key.publicKey, approval: null },
};
const url = 'http://127.0.0.1:9/push';
const day = { date: '2026-03-10', zone: 'Asia/Ho_Chi_Minh' };
const playlist = canonicalJson({ v: 1, ...day, entries: [], powered: [] });

interface Change {
  head?: Partial<HeadBody>;
  headSigner?: Signer;
  playlists?: string[];
  url?: string;
  flip?: boolean;
  signature?: string;
}

function pushed(change: Change = {}) {
  const head: HeadBody = {
    v: 1,
    endpoint: 'endpoint1',
    sequence: 5,
    issuedAt: clock.now(),
    expiresAt: clock.now() + 60_000,
    days: [{ date: day.date, playlist: sha256(playlist) }],
    stopped: [],
    alerts: [],
    settings: sha256('settings'),
    keys: sha256('keys'),
    keyId: key.keyId,
    ...change.head,
  };
  const signature = (change.headSigner ?? signer).sign(canonicalJson(head));
  const content = { head: { ...head, signature }, playlists: change.playlists ?? [playlist] };
  const body = canonicalJson(content);
  const header = signPush({ method: 'POST', url: change.url ?? url, body }, signer, clock);
  return {
    url,
    body: change.flip ? body.replace('"sequence":5', '"sequence":6') : body,
    signature: change.signature ?? header,
  };
}

const check = (change: Change = {}, heldSequence = 0, at = clock) =>
  checkPush({ request: pushed(change), keys, heldSequence, clock: at });

describe('a receiver of pushes', () => {
  it('takes what is rightly signed and says what it holds', () => {
    const checked = check();
    expect(checked).toMatchObject({
      ok: true,
      answer: { sequence: 5, holds: [sha256(playlist)] },
    });
  });

  it.each<[string, string, Change]>([
    ['a flipped byte', 'bad_signature', { flip: true }],
    ['another address', 'bad_signature', { url: 'http://127.0.0.1:9/other' }],
    ['no signature', 'malformed', { signature: '' }],
    [
      'a head signed by a stranger',
      'head_signature_bad',
      { headSigner: loadSigner(generateSigningKey().privatePem) },
    ],
    ['an expired head', 'head_expired', { head: { expiresAt: 1 } }],
    ['a playlist that the head does not name', 'hash_mismatch', { playlists: [`${playlist} `] }],
    ['a missing playlist', 'playlist_missing', { playlists: [] }],
  ])('refuses %s', (_what, code, change) => {
    expect(check(change)).toEqual({ ok: false, code });
  });

  it('refuses a head older than the one it holds', () => {
    expect(check({}, 6)).toEqual({ ok: false, code: 'sequence_old' });
  });

  it('refuses what was signed more than five minutes ago', () => {
    const later = offsetClock(clock, 301_000);
    expect(check({ head: { expiresAt: clock.now() + 600_000 } }, 0, later)).toEqual({
      ok: false,
      code: 'stale',
    });
  });
});
