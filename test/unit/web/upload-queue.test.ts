import { describe, expect, it } from 'vitest';
import type { UploadAnswer } from '../../../contract/http/uploads.ts';
import { fileHash, hashedBytesLimit } from '../../../web/features/uploads/file-hash.ts';
import { earlierUpload, fingerprintOf } from '../../../web/features/uploads/fingerprint.ts';
import { metadataOf } from '../../../web/features/uploads/metadata.ts';
import { isLow, refusalBefore } from '../../../web/features/uploads/quota.ts';
import { verdictOf } from '../../../web/features/uploads/send-verdict.ts';
import type { UploadState } from '../../../web/features/uploads/upload.ts';
import { heard, newUpload, nextToSend } from '../../../web/features/uploads/upload.ts';
import { shareOf } from '../../../web/features/uploads/upload-mark.ts';

const file = (text: string, name = 'tin.wav', lastModified = 1000) =>
  new File([text], name, { lastModified });
const refusal = (code: string, status: number) =>
  JSON.stringify({ type: 'about:blank', title: 'Error', status, code, detail: 'because' });
const first = { id: 1, personId: 'u1' };
const inState = (...states: UploadState[]) => states.map((state, id) => ({ id, state }));

describe('the queue of files', () => {
  it('sends two at a time, in the order in which they were chosen', () => {
    const next = nextToSend(inState('ready', 'waiting', 'preparing', 'waiting', 'waiting'));
    expect(next.map(({ id }) => id)).toEqual([1, 3]);
    expect(nextToSend(inState('sending', 'waiting', 'waiting')).map(({ id }) => id)).toEqual([1]);
  });

  it('keeps the place of one whose line is down, and frees that of a paused one', () => {
    expect(nextToSend(inState('sending', 'lost', 'waiting'))).toEqual([]);
    expect(nextToSend(inState('sending', 'paused', 'waiting'))).toHaveLength(1);
  });

  it('follows the check of its own recording only', () => {
    const mine = { state: 'checking' as const, recordingId: 'r1' };
    const progress = { type: 'recording.progress', recordingId: 'r1', progress: 0.5 } as const;
    const changed = { type: 'recording.changed', recordingId: 'r1' } as const;
    expect(heard(mine, progress)).toEqual({ checked: 0.5 });
    expect(heard({ ...mine, recordingId: 'r2' }, progress)).toBeNull();
    expect(heard(mine, { ...changed, state: 'checking' })).toEqual({});
    expect(heard(mine, { ...changed, state: 'ready' })).toEqual({ state: 'ready', checked: 1 });
    expect(heard(mine, { ...changed, state: 'failed' })).toEqual({ state: 'unusable' });
    expect(heard({ ...mine, state: 'ready' }, progress)).toBeNull();
  });

  it('measures the sending and then the checking', () => {
    const one = newUpload(first, { file: file('12345678') }, { areaId: 'a1' });
    expect(shareOf(one)).toBeNull();
    expect(shareOf({ ...one, state: 'sending', sentBytes: 2 })).toBe(0.25);
    expect(shareOf({ ...one, state: 'checking', checked: 0.75 })).toBe(0.75);
    expect(shareOf({ ...one, state: 'ready' })).toBeNull();
  });

  it('tells the server only what is set, as texts', () => {
    const one = newUpload(
      first,
      { file: file('x', 'Vay_vốn.wav') },
      { areaId: 'a1', expiresAt: 5 },
    );
    expect(metadataOf({ ...one, again: true })).toEqual({
      filename: 'Vay_vốn.wav',
      title: 'Vay vốn',
      areaId: 'a1',
      expiresAt: '5',
      again: '1',
    });
  });
});

describe('an answer to a part of an upload', () => {
  it.each([
    ['no answer', 0, ''],
    ['a gateway without a server', 502, '<html>'],
    ['a server in trouble', 500, refusal('internal', 500)],
    ['too many requests', 429, refusal('too_many_requests', 429)],
  ])('is tried again after %s', (_, status, body) => {
    expect(verdictOf(status, body, true)).toEqual({ kind: 'later' });
    expect(verdictOf(status, body, false)).toEqual({ kind: 'later' });
  });

  it('is tried again while its last attempt still holds it, or stands elsewhere', () => {
    expect(verdictOf(423, '', true)).toEqual({ kind: 'later' });
    expect(verdictOf(409, refusal('upload_state_wrong', 409), true)).toEqual({ kind: 'later' });
  });

  it('begins anew when the server has forgotten it', () => {
    expect(verdictOf(404, refusal('upload_not_found', 404), true)).toEqual({ kind: 'gone' });
  });

  it.each(['upload_duplicate', 'quota_full', 'area_not_found', 'not_allowed'])(
    'ends it with %s',
    (code) => {
      expect(verdictOf(409, refusal(code, 409), false)).toEqual({ kind: 'refused', code });
    },
  );

  it('does not wait for a full disk', () => {
    const code = 'disk_full';
    expect(verdictOf(507, refusal(code, 507), true)).toEqual({ kind: 'refused', code });
  });
});

describe('a file that is chosen again', () => {
  const half: UploadAnswer = {
    id: 'u1',
    fileName: 'Tin xã.wav'.normalize('NFC'),
    lengthBytes: 4,
    offsetBytes: 2,
    state: 'receiving',
    reason: null,
    recordingId: null,
    createdAt: 2000,
    touchedAt: 2000,
  };

  it('goes on where it was, also when the name is composed otherwise', () => {
    expect(earlierUpload(file('abcd', 'Tin xã.wav'.normalize('NFD')), [half])?.id).toBe('u1');
  });

  it('begins anew when it has another size or was changed since', () => {
    expect(earlierUpload(file('abcde', 'Tin xã.wav'), [half])).toBeNull();
    expect(earlierUpload(file('abcd', 'Tin xã.wav', 3000), [half])).toBeNull();
    expect(earlierUpload(file('abcd', 'Tin xã.wav'), [{ ...half, state: 'whole' }])).toBeNull();
  });

  it('has a fingerprint for each person, size and day', () => {
    const prints = [
      fingerprintOf(file('abcd'), 'p1'),
      fingerprintOf(file('abcd'), 'p2'),
      fingerprintOf(file('abcde'), 'p1'),
      fingerprintOf(file('abcd', 'tin.wav', 2), 'p1'),
    ];
    expect(new Set(prints).size).toBe(4);
    expect(fingerprintOf(file('abcd'), 'p1')).toBe(prints[0]);
  });
});

it('counts the SHA-256 of a file as the server writes it', async () => {
  expect(await fileHash(new Blob(['abc']))).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  const large = { size: hashedBytesLimit + 1 } as Blob;
  expect(await fileHash(large)).toBeNull();
});

describe('the room that is left', () => {
  const quota = { usedBytes: 500, limitBytes: 1000, fileLimitBytes: 300 };

  it('refuses before a byte is sent', () => {
    expect(refusalBefore(0, quota)).toBe('empty_file');
    expect(refusalBefore(301, quota)).toBe('upload_too_large');
    expect(refusalBefore(200, { ...quota, usedBytes: 900 })).toBe('quota_full');
    expect(refusalBefore(300, quota)).toBeNull();
    expect(refusalBefore(300, null)).toBeNull();
    expect(refusalBefore(300, { ...quota, limitBytes: null })).toBeNull();
  });

  it('is called low when a largest file no longer fits', () => {
    expect(isLow(quota)).toBe(false);
    expect(isLow({ ...quota, usedBytes: 701 })).toBe(true);
    expect(isLow({ ...quota, usedBytes: 999, limitBytes: null })).toBe(false);
  });
});
