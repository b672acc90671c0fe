import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mp3Horn48k } from '../../../media/profile.ts';
import { speak } from '../../../media/speak.ts';
import { createMediaStore } from '../../../media/store.ts';
import { transcode, type TranscodeOptions } from '../../../media/transcode.ts';
import { placesIn } from '../../support/places.ts';
import { convertSound, makeSound, readLoudness } from '../../support/sound.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const bulletin =
  'Kính thưa toàn thể nhân dân. Đài truyền thanh xã Hải Anh xin thông báo lịch tiêm chủng ' +
  'cho trẻ em vào sáng thứ bảy tuần này tại trạm y tế xã. Đề nghị các hộ đưa trẻ đi đúng giờ.';

async function setUp() {
  const folder = await tempFolder();
  const store = await createMediaStore(join(folder, 'media'));
  const run = (source: string, more: Partial<TranscodeOptions> = {}) =>
    transcode(source, mp3Horn48k, {
      places: placesIn(store),
      limitMs: 60_000,
      isAnalysisWanted: true,
      ...more,
    });
  return {
    in: (name: string) => join(folder, name),
    store,
    run,
    left: () => readdir(join(folder, 'media/tmp')),
  };
}

describe('transcode', () => {
  it.each(['vi', 'vi-vn-x-central', 'vi-vn-x-south'])(
    'brings speech (%s) to the profile and says the length of what it made',
    async (voice) => {
      const { in: at, run } = await setUp();
      const source = at('speech.wav');
      await speak(bulletin, { target: source, voice });
      const made = await run(source);
      const read = await readLoudness(made.path);
      expect(Math.abs(read.lufs + 16)).toBeLessThanOrEqual(0.5);
      expect(read.truePeakDb).toBeLessThanOrEqual(-1.5);
      expect(made).toMatchObject({ ...read, isOnTarget: true });
      const pcm = await convertSound(made.path, at('decoded.raw'), ['-f', 'u8', '-c:a', 'pcm_u8']);
      expect(made.durationMs).toBe(((await readFile(pcm)).length / 24_000) * 1_000);
      expect((await readFile(made.path)).length).toBe(made.bytes);
    },
  );

  it('gives the same bytes each time', async () => {
    const { in: at, run } = await setUp();
    const source = await makeSound(at('a.flac'), 'anoisesrc=c=pink:d=4:r=44100:seed=1');
    const [first, second] = [await run(source), await run(source)];
    expect(await readFile(first.path)).toEqual(await readFile(second.path));
  });

  it('reports progress that only grows and ends at 1', async () => {
    const { in: at, run } = await setUp();
    const source = await makeSound(at('a.wav'), 'sine=f=500:d=50');
    const seen: number[] = [];
    await run(source, { onProgress: (fraction) => void seen.push(fraction) });
    expect(seen.toSorted((a, b) => a - b)).toEqual(seen);
    expect(seen.at(-1)).toBe(1);
    expect(seen.length).toBeGreaterThan(2);
  });

  it('hears both channels, and one of them when they cancel each other', async () => {
    const { in: at, run } = await setUp();
    const voice = 'anoisesrc=c=pink:d=4:r=44100:seed=1';
    const stereo = (right: string) =>
      [
        ['-af', `pan=stereo|c0=c0|c1=${right}`],
        ['-c:a', 'flac'],
      ].flat();
    const same = await run(await makeSound(at('same.flac'), voice, stereo('c0')));
    const opposed = await run(await makeSound(at('opposed.flac'), voice, stereo('-1*c0')));
    const single = await run(await makeSound(at('single.flac'), voice, stereo('0*c0')));
    expect(same.analysis).toMatchObject({ mix: 'average', findings: [] });
    const found = (code: string, value: number | null) => [{ code, value, atMs: null }];
    expect(opposed.analysis).toMatchObject({ mix: 0, findings: found('opposed_channels', null) });
    expect(single.analysis).toMatchObject({ mix: 0, findings: found('silent_channel', 2) });
    for (const made of [same, opposed, single]) expect(made.isOnTarget).toBe(true);
  });

  it('lifts what is very quiet and says so', async () => {
    const { in: at, run } = await setUp();
    const source = await makeSound(at('a.wav'), 'sine=f=500:d=4', ['-af', 'volume=-30dB']);
    const made = await run(source);
    expect(made.isOnTarget).toBe(true);
    expect(made.analysis?.findings.map(({ code }) => code)).toContain('very_quiet');
  });

  it('takes the sound of a film and leaves cover art behind', async () => {
    const { in: at, run } = await setUp();
    const film = await makeSound(at('film.mp4'), 'testsrc=d=3[out0];sine=f=500:d=3[out1]');
    expect((await run(film)).isOnTarget).toBe(true);
    const cover = await makeSound(at('cover.jpg'), 'testsrc', ['-frames:v', '1']);
    const song = await makeSound(at('song.mp3'), 'sine=f=500:d=3', [
      ...[
        '-i',
        cover,
        '-map',
        '0:a',
        '-map',
        '1:v',
        '-c:v',
        'copy',
        '-disposition:v',
        'attached_pic',
      ],
    ]);
    const made = await run(song);
    expect(made.bytes).toBeLessThan(20_000);
  });

  it('ends at once when it is called off, and keeps only whole steps', async () => {
    const { in: at, run, left } = await setUp();
    const source = await makeSound(at('a.wav'), 'anoisesrc=d=240', ['-ar', '8000']);
    for (const [until, kept] of [
      [0, []],
      [0.1, []],
      [0.32, ['analysis']],
      [0.46, ['analysis', 'render-1']],
    ] as const) {
      const before = await left();
      const abort = new AbortController();
      const call = run(source, {
        limitMs: 3_600_000,
        signal: abort.signal,
        onProgress: (fraction) => {
          if (fraction > until) abort.abort(new Error('enough'));
        },
      });
      await expect(call).rejects.toThrow('enough');
      const steps = (await left()).filter((name) => !before.includes(name));
      expect(steps.map((name) => name.split('.')[1]).sort()).toEqual(kept);
    }
  });

  it('goes on from the last whole step when the same work is taken up again', async () => {
    const { in: at, run, left, store } = await setUp();
    const source = await makeSound(at('a.wav'), 'anoisesrc=d=60:seed=3', ['-ar', '8000']);
    const whole = await run(source);
    const places = placesIn(store, 'work');
    const abort = new AbortController();
    const first = run(source, {
      ...{ places, signal: abort.signal },
      onProgress: (fraction) => {
        if (fraction > 0.46) abort.abort(new Error('killed'));
      },
    });
    await expect(first).rejects.toThrow('killed');
    const rendered = await stat(store.stageFile('work', 'render-1'));
    const second = await run(source, { places });
    expect((await stat(second.path)).ino).toBe(rendered.ino);
    expect(await readFile(second.path)).toEqual(await readFile(whole.path));
    expect({ ...second, path: '' }).toEqual({ ...whole, path: '' });
    expect((await left()).filter((name) => name.startsWith('work'))).toEqual(['work.render-1']);
  });

  it('begins anew when a kept step is spoilt', async () => {
    const { in: at, run, left, store } = await setUp();
    const source = await makeSound(at('a.wav'), 'anoisesrc=d=5:seed=3');
    const places = placesIn(store, 'work');
    await writeFile(store.stageFile('work', 'render-1'), 'no sound');
    await expect(run(source, { places })).rejects.toMatchObject({ code: 'ffmpeg_failed' });
    expect(await left()).toEqual([]);
    expect((await run(source, { places })).isOnTarget).toBe(true);
  });

  it('kills an ffmpeg that takes too long', async () => {
    const { in: at, run, left } = await setUp();
    const source = await makeSound(at('a.wav'), 'anoisesrc=d=240', ['-ar', '8000']);
    const call = run(source, { limitMs: 3_600_000, timeoutMs: 150 });
    await expect(call).rejects.toMatchObject({ code: 'ffmpeg_timeout' });
    expect(await left()).toEqual([]);
  });
});
