import { describe, expect, it } from 'vitest';
import { cutChange, moveEnd, toCutDraft } from '../../../web/features/cut/cut-draft.ts';
import { keyedPlace } from '../../../web/features/player/wave-keys.ts';
import { anAnalysis, aVersion } from '../../support/a-recording.ts';

const lengthMs = 60_000;

describe('the editor of a cut', () => {
  it('begins with the cut that is there', () => {
    const version = aVersion({ trimStartMs: 2_000, trimEndMs: 50_000 });
    expect(toCutDraft(version, lengthMs)).toEqual({
      isAutomatic: false,
      startMs: 2_000,
      endMs: 50_000,
      cues: [],
    });
  });

  it('begins where the machine heard the silence end', () => {
    const analysis = anAnalysis({ leadingSilenceMs: 3_000, trailingSilenceMs: 4_000 });
    const draft = toCutDraft(aVersion({ analysis }), lengthMs);
    expect(draft).toEqual({ isAutomatic: true, startMs: 3_000, endMs: 56_000, cues: [] });
  });

  it('keeps at least half a second and stays within the source', () => {
    const draft = { startMs: 10_000, endMs: 20_000 };
    expect(moveEnd(draft, 'start', 25_000, lengthMs).startMs).toBe(19_500);
    expect(moveEnd(draft, 'start', -5, lengthMs).startMs).toBe(0);
    expect(moveEnd(draft, 'end', 0, lengthMs).endMs).toBe(10_500);
    expect(moveEnd(draft, 'end', 99_000, lengthMs).endMs).toBe(lengthMs);
  });

  it('asks for nothing where nothing was changed', () => {
    const version = aVersion({ cuePoints: [{ atMs: 5, label: 'a' }] });
    expect(cutChange(version, toCutDraft(version, lengthMs))).toEqual({});
  });

  it('asks for a cut, or for the machine’s own again', () => {
    const version = aVersion({ trimStartMs: 2_000, trimEndMs: 50_000 });
    const draft = toCutDraft(version, lengthMs);
    expect(cutChange(version, { ...draft, startMs: 3_000 })).toEqual({
      trim: { startMs: 3_000, endMs: 50_000 },
    });
    expect(cutChange(version, { ...draft, isAutomatic: true })).toEqual({ trim: null });
  });

  it('files cue points by their place, without another cut', () => {
    const cues = [
      { atMs: 9_000, label: 'sau' },
      { atMs: 1_000, label: 'trước' },
    ];
    const version = aVersion();
    expect(cutChange(version, { ...toCutDraft(version, lengthMs), cues })).toEqual({
      cuePoints: [cues[1], cues[0]],
    });
  });
});

describe('a slider on a sound', () => {
  const span = { startMs: 5_000, endMs: 45_000 };
  it.each([
    ['ArrowRight', 10_000, 11_000],
    ['ArrowLeft', 5_500, 5_000],
    ['PageUp', 40_000, 45_000],
    ['Home', 30_000, 5_000],
    ['End', 30_000, 45_000],
    ['a', 30_000, null],
  ])('goes on %s from %i', (key, from, to) => {
    expect(keyedPlace(key, from, span)).toBe(to);
  });
});
