import { describe, expect, it } from 'vitest';
import {
  shareOf,
  toPlaceMs,
  toTrackSeconds,
  tracksOf,
} from '../../../../web/features/player/tracks.ts';
import { anAnalysis, aRendition, aVersion } from '../../../support/a-recording.ts';

describe('the tracks of a version', () => {
  it('begin where staff cut', () => {
    const version = aVersion({
      trimStartMs: 5_000,
      trimEndMs: 45_000,
      renditions: [aRendition(40_020)],
    });
    expect(tracksOf(version)).toEqual([
      { name: 'rendition', startMs: 5_000, endMs: 45_020 },
      { name: 'source', startMs: 0, endMs: 60_000 },
    ]);
  });

  it('find the beginning after silence that the machine has cut, a little left at both ends', () => {
    const version = aVersion({
      analysis: anAnalysis({ leadingSilenceMs: 3_000, trailingSilenceMs: 5_000 }),
      renditions: [aRendition(52_400)],
    });
    expect(tracksOf(version)[0]).toEqual({ name: 'rendition', startMs: 2_800, endMs: 55_200 });
  });

  it('never place a rendition before the source', () => {
    const version = aVersion({
      analysis: anAnalysis({ leadingSilenceMs: 0, trailingSilenceMs: 400 }),
      renditions: [aRendition(60_050)],
    });
    expect(tracksOf(version)[0]?.startMs).toBe(0);
  });

  it('are the source alone while there is nothing else', () => {
    expect(tracksOf(aVersion({ renditions: [] })).map(({ name }) => name)).toEqual(['source']);
  });
});

describe('a place in the source', () => {
  const track = { name: 'rendition', startMs: 5_000, endMs: 45_000 } as const;

  it('is the same place after a change of track', () => {
    expect(toTrackSeconds(track, 12_500)).toBe(7.5);
    expect(toPlaceMs(track, 7.5)).toBe(12_500);
  });

  it('is held within a track that does not have it', () => {
    expect(toTrackSeconds(track, 1_000)).toBe(0);
    expect(toTrackSeconds(track, 59_000)).toBe(40);
  });

  it('stands on an axis by its share', () => {
    expect(shareOf({ startMs: 5_000, endMs: 45_000 }, 15_000)).toBe(0.25);
    expect(shareOf({ startMs: 5_000, endMs: 5_000 }, 15_000)).toBe(0);
  });
});
