import { describe, expect, it } from 'vitest';
import { soundMarks } from '../../../../web/features/player/sound-marks.ts';
import { anAnalysis, aVersion } from '../../../support/a-recording.ts';

const whole = { startMs: 0, endMs: 60_000 };

describe('the marks of a sound', () => {
  it('tell findings with a place, silences, cue points and pinned notes in order of place', () => {
    const version = aVersion({
      analysis: anAnalysis({
        findings: [
          { code: 'very_quiet', value: -38, atMs: null },
          { code: 'clipped', value: 2, atMs: 30_000 },
        ],
        innerSilences: [{ startMs: 20_000, endMs: 27_000 }],
      }),
      cuePoints: [{ atMs: 40_000, label: 'Mức vay' }],
      decisions: [
        {
          ...{ decision: 'returned', by: 'Duyệt', at: 1, note: 'Cả bài nhỏ' },
          notes: [{ atMs: 4_200, note: 'Ghi lại' }],
        },
      ],
    });
    const drafts = [{ atMs: 9_000, note: 'Đang viết' }];
    expect(soundMarks(version, whole, drafts).map(({ kind, atMs }) => [kind, atMs])).toEqual([
      ['pin', 4_200],
      ['draft', 9_000],
      ['silence', 20_000],
      ['finding', 30_000],
      ['cue', 40_000],
    ]);
  });

  it('show a silence once, though it is also a finding', () => {
    const analysis = anAnalysis({
      findings: [{ code: 'inner_silence', value: 7_000, atMs: 20_000 }],
      innerSilences: [{ startMs: 20_000, endMs: 27_000 }],
    });
    expect(soundMarks(aVersion({ analysis }), whole).map(({ kind }) => kind)).toEqual(['silence']);
  });

  it('leave out what is not heard', () => {
    const version = aVersion({
      cuePoints: [
        { atMs: 1_000, label: '' },
        { atMs: 30_000, label: '' },
      ],
    });
    const span = { startMs: 5_000, endMs: 45_000 };
    expect(soundMarks(version, span).map(({ atMs }) => atMs)).toEqual([30_000]);
  });
});
