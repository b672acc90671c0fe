import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProfileName } from '../../../core/recording/profiles.ts';
import { profiles } from '../../../media/profile.ts';
import { speak } from '../../../media/speak.ts';
import { createMediaStore } from '../../../media/store.ts';
import { transcode, type TranscodeOptions } from '../../../media/transcode.ts';
import { placesIn } from '../../support/places.ts';
import { convertSound, makeSound, readLoudness } from '../../support/sound.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const words = 'Kính thưa bà con. Sáng thứ bảy tuần này trạm y tế xã tổ chức tiêm chủng cho trẻ em.';

async function setUp() {
  const folder = await tempFolder();
  const store = await createMediaStore(join(folder, 'media'));
  const at = (name: string) => join(folder, name);
  const run = (
    source: string,
    more: Partial<TranscodeOptions> = {},
    name: ProfileName = 'mp3-48k',
  ) => transcode(source, profiles[name], { places: placesIn(store), limitMs: 60_000, ...more });
  const spoken = async () => {
    await speak(words, { target: at('spoken.wav') });
    return at('spoken.wav');
  };
  return { at, run, spoken, left: () => readdir(join(folder, 'media/tmp')) };
}

describe('every profile', () => {
  it.each(['mp3-48k', 'opus-24k', 'mp3-128k'] as const)(
    '(%s) gives the same bytes, whatever else is asked for, and meets its target',
    async (name) => {
      const { run, spoken } = await setUp();
      const source = await spoken();
      const cut = { startMs: 500, endMs: 4_500 };
      for (const part of [null, cut]) {
        const first = await run(source, { cut: part, isAnalysisWanted: true }, name);
        const second = await run(source, { cut: part }, name);
        expect(await readFile(second.path)).toEqual(await readFile(first.path));
        expect(second).toMatchObject({ analysis: null, sourcePeaks: null, isOnTarget: true });
        const { lufs, truePeakDb } = await readLoudness(first.path);
        expect(Math.abs(lufs + 16)).toBeLessThanOrEqual(0.5);
        expect(truePeakDb).toBeLessThanOrEqual(-1.5);
        expect(first.renders).toBe(1);
      }
    },
  );
});

describe('a cut', () => {
  it.each(['mp3-48k', 'opus-24k', 'mp3-128k'] as const)(
    'is honoured to the sample (%s)',
    async (name) => {
      const { at, run } = await setUp();
      const source = await makeSound(at('a.wav'), 'sine=f=500:d=5:r=44100');
      const made = await run(source, { cut: { startMs: 1_234, endMs: 3_567 } }, name);
      expect(made.durationMs).toBeCloseTo(2_333, 1);
    },
  );

  it('takes what it says, silence too, and ends where the source does', async () => {
    const { at, run } = await setUp();
    const half = 'aevalsrc=0.3*sin(2*PI*500*t)*gte(t\\,2):s=44100:d=4';
    const source = await makeSound(at('a.wav'), half);
    const made = await run(source, { cut: { startMs: 1_000, endMs: 9_000 } });
    expect(made.durationMs).toBeCloseTo(3_000, 1);
    const before = await convertSound(made.path, at('before.wav'), ['-t', '0.8']);
    expect((await readLoudness(before)).truePeakDb > -60).toBe(false);
  });

  it('that leaves next to nothing is refused', async () => {
    const { at, run, left } = await setUp();
    const source = await makeSound(at('a.wav'), 'sine=f=500:d=3');
    const tooShort = { code: 'audio_too_short' };
    await expect(run(source, { cut: { startMs: 2_800, endMs: 9_000 } })).rejects.toMatchObject(
      tooShort,
    );
    await expect(run(source, { cut: { startMs: 4_000, endMs: 9_000 } })).rejects.toMatchObject(
      tooShort,
    );
    expect(await left()).toEqual([]);
  });
});

describe('without a cut', () => {
  it('silence at the ends goes, but for a breath', async () => {
    const { at, run, spoken } = await setUp();
    const source = at('padded.wav');
    await convertSound(await spoken(), source, ['-af', 'adelay=3000,apad=pad_dur=4']);
    const made = await run(source, { isAnalysisWanted: true });
    const { durationMs = 0, leadingSilenceMs = 0, trailingSilenceMs = 0 } = made.analysis ?? {};
    expect(leadingSilenceMs).toBeGreaterThanOrEqual(2_900);
    expect(trailingSilenceMs).toBeGreaterThanOrEqual(3_900);
    const kept = made.durationMs - (durationMs - leadingSilenceMs - trailingSilenceMs);
    expect(kept).toBeGreaterThan(300);
    expect(kept).toBeLessThan(700);
  });

  it('music may fade far down before it is cut', async () => {
    const { at, run } = await setUp();
    const fading = ['-af', 'afade=t=out:st=4:d=4:curve=tri'];
    const source = await makeSound(at('a.wav'), 'sine=f=500:d=8:r=44100', fading);
    const made = await run(source);
    expect(made.durationMs).toBeGreaterThan(7_800);
  });
});

describe('an odd source', () => {
  it('of parts with other rates and channels is one sound', async () => {
    const { at, run, spoken, left } = await setUp();
    const source = await spoken();
    const one = await convertSound(source, at('1.mp3'), ['-ar', '44100', '-ac', '1']);
    const two = await convertSound(source, at('2.mp3'), ['-ar', '22050', '-ac', '2']);
    const both = Buffer.concat([await readFile(one), await readFile(two)]);
    await writeFile(at('both.mp3'), both);
    const made = await run(at('both.mp3'), { isAnalysisWanted: true });
    expect(made.isOnTarget).toBe(true);
    const single = await run(one);
    expect(made.durationMs).toBeGreaterThan(single.durationMs * 1.8);
    expect(await left()).toHaveLength(2);
  });

  it('in floats over full scale is not clipped', async () => {
    const { at, run, spoken } = await setUp();
    const loud = ['-af', 'volume=12dB', '-c:a', 'pcm_f32le'];
    const source = await convertSound(await spoken(), at('loud.wav'), loud);
    const made = await run(source, { isAnalysisWanted: true });
    expect(made.isOnTarget).toBe(true);
    expect(made.analysis?.truePeakDb).toBeGreaterThan(6);
  });
});
