import { describe, expect, it } from 'vitest';
import { versionChanges } from '../../../../web/features/approval/version-changes.ts';
import { whyNot } from '../../../../web/features/approval/why-not.ts';
import { anAnalysis, aRecording, aRendition, aVersion } from '../../../support/a-recording.ts';

describe('what is other in a newer version', () => {
  it('is nothing where an approver would answer for the same', () => {
    const newer = aVersion({ id: 'v2', number: 2, renditions: [aRendition(60_040)] });
    expect(versionChanges(aVersion(), newer)).toEqual({});
  });

  it('is its sound, length, cut, validity and loudness', () => {
    const newer = aVersion({
      source: { sha256: 'b'.repeat(43), bytes: 1, name: 'mới.wav' },
      trimStartMs: 1_000,
      trimEndMs: 41_000,
      expiresAt: 5,
      renditions: [aRendition(40_000)],
      analysis: anAnalysis({ lufs: -26 }),
    });
    expect(versionChanges(aVersion(), newer)).toEqual({
      source: { before: 'tin.wav', after: 'mới.wav' },
      lengthMs: { before: 60_000, after: 40_000 },
      cut: { before: null, after: { startMs: 1_000, endMs: 41_000 } },
      validity: {
        before: { notBefore: null, expiresAt: null },
        after: { notBefore: null, expiresAt: 5 },
      },
      lufs: { before: -20, after: -26 },
    });
  });

  it('is its text, word by word', () => {
    const [older, newer] = ['Họp lúc 7 giờ', 'Họp lúc 8 giờ'].map((spokenText) =>
      aVersion({ spokenText }),
    );
    expect(versionChanges(older!, newer!).text?.map(({ kind }) => kind)).toEqual([
      'same',
      'removed',
      'added',
      'same',
    ]);
  });
});

it('names no file of a text that was spoken, but its voice', () => {
  const speech = { voice: 'vi', wordsPerMinute: 150, said: '' };
  const source = { sha256: 'b'.repeat(43), bytes: 1, name: '4c35.flac' };
  const older = aVersion({ speech });
  const newer = aVersion({ source, speech: { ...speech, wordsPerMinute: 130 } });
  expect(versionChanges(older, newer)).toEqual({
    voice: {
      before: { voice: 'vi', wordsPerMinute: 150 },
      after: { voice: 'vi', wordsPerMinute: 130 },
    },
  });
  expect(versionChanges(aVersion(), newer).source).toEqual({ before: 'tin.wav', after: null });
});

describe('why somebody may not decide', () => {
  it.each([
    ['they may', aRecording({}, { isDecidable: true }), true, 'u2', null],
    ['it is their own work', aRecording(), true, 'u1', 'ownWork'],
    ['they made an earlier part', aRecording(), true, 'u2', 'shared'],
    ['they are no approver', aRecording(), false, 'u2', 'waiting'],
    ['there is nothing to decide', aRecording({ state: 'checking' }), true, 'u2', null],
    ['it is the author’s turn', aRecording({ state: 'returned' }), true, 'u1', null],
  ] as const)('%s', (_, recording, isApprover, id, why) => {
    expect(whyNot(recording, { isApprover, id })).toBe(why);
  });
});
