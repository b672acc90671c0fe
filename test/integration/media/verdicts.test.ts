import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mp3Horn48k } from '../../../media/profile.ts';
import { createMediaStore } from '../../../media/store.ts';
import { transcode } from '../../../media/transcode.ts';
import { placesIn } from '../../support/places.ts';
import { makeSound } from '../../support/sound.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const tone = 'sine=f=500:d=10:r=44100';

async function setUp() {
  const folder = await tempFolder();
  const store = await createMediaStore(join(folder, 'media'));
  /** The code of the problem, or the findings when there is none. */
  const verdict = async (bytes: Buffer | string) => {
    // Stored objects have no extension, so neither has this.
    const source = join(folder, 'upload');
    await writeFile(source, bytes);
    const call = transcode(source, mp3Horn48k, {
      places: placesIn(store),
      limitMs: 60_000,
      isAnalysisWanted: true,
    });
    const result = await call.catch((error: unknown) => (error as { code: string }).code);
    if (typeof result !== 'string') {
      await rm(result.path);
      return result.analysis?.findings.map(({ code }) => code);
    }
    expect(await readdir(join(folder, 'media/tmp'))).toEqual([]);
    return result;
  };
  const sound = async (name: string, source = tone, options: string[] = []) =>
    readFile(await makeSound(join(folder, name), source, options));
  return { verdict, sound };
}

const cut = (bytes: Buffer, share = 0.6) => bytes.subarray(0, Math.floor(bytes.length * share));

describe('a bad upload', () => {
  it('that is empty', async () => {
    const { verdict } = await setUp();
    expect(await verdict('')).toBe('empty_file');
  });

  it('that is text, a picture, zeros or noise is not audio', async () => {
    const { verdict, sound } = await setUp();
    expect(await verdict('Kính thưa toàn thể nhân dân.\n'.repeat(500))).toBe('not_audio');
    expect(await verdict(await sound('a.png', 'testsrc', ['-frames:v', '1']))).toBe('not_audio');
    expect(await verdict(await sound('a.jpg', 'testsrc', ['-frames:v', '1']))).toBe('not_audio');
    expect(await verdict(await sound('a.mp4', 'testsrc=d=1'))).toBe('not_audio');
    expect(await verdict(Buffer.alloc(10_000))).toBe('not_audio');
  });

  it.each(['mp3', 'wav', 'flac', 'm4a', 'aiff', 'webm'])(
    'that is a cut %s is damaged',
    async (extension) => {
      const { verdict, sound } = await setUp();
      const whole = await sound(`a.${extension}`);
      expect(await verdict(whole)).toEqual([]);
      expect(await verdict(cut(whole))).toBe('damaged_audio');
      expect(await verdict(cut(whole, 0.01))).toMatch(/damaged_audio|not_audio/);
    },
  );

  it('whose middle is garbage is damaged', async () => {
    const { verdict, sound } = await setUp();
    const whole = await sound('a.mp3');
    whole.fill(0x55, Math.floor(whole.length * 0.3), Math.floor(whole.length * 0.7));
    expect(await verdict(whole)).toBe('damaged_audio');
  });

  it('that is silent, too short or too long', async () => {
    const { verdict, sound } = await setUp();
    expect(await verdict(await sound('silent.wav', 'anullsrc=d=5'))).toBe('silent_audio');
    const hiss = ['-af', 'volume=-70dB'];
    expect(await verdict(await sound('hiss.wav', 'anoisesrc=d=5', hiss))).toBe('silent_audio');
    expect(await verdict(await sound('short.wav', 'sine=f=500:d=0.2'))).toBe('audio_too_short');
    expect(await verdict(await sound('long.mp3', 'sine=f=500:d=61'))).toBe('audio_too_long');
  });

  it('that hides its length is not decoded to the end', async () => {
    const { verdict, sound } = await setUp();
    const endless = ['-write_xing', '0', '-b:a', '8k', '-ar', '8000'];
    const bytes = await sound('endless.mp3', 'sine=f=500:d=900', endless);
    expect(await verdict(bytes)).toBe('audio_too_long');
  });
});

describe('a playlist', () => {
  it.each([
    ['HLS', (target: string) => `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n${target}\n`],
    ['concat', (target: string) => `ffconcat version 1.0\nfile '${target}'\n`],
    [
      'SDP',
      () =>
        'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n',
    ],
    ['DASH', (target: string) => `<?xml version="1.0"?><MPD><BaseURL>${target}</BaseURL></MPD>`],
  ])('(%s) opens nothing that it names', async (_, write) => {
    const { verdict, sound } = await setUp();
    await sound('inner.wav');
    expect(await verdict(write('inner.wav'))).toBe('not_audio');
    expect(await verdict(write('file:///etc/hostname'))).toBe('not_audio');
  });
});

describe('a ragged upload', () => {
  it('with a few broken frames is taken, and said to be so', async () => {
    const { verdict, sound } = await setUp();
    const whole = await sound('a.mp3');
    const middle = Math.floor(whole.length / 2);
    whole.fill(0x55, middle, middle + 300);
    expect(await verdict(whole)).toContain('decode_errors');
  });

  it('from a recorder that never came back to its header is taken', async () => {
    const { verdict, sound } = await setUp();
    const whole = await sound('a.wav');
    const at = whole.indexOf('data') + 4;
    for (const length of [0, 0xffff_ffff]) {
      whole.writeUInt32LE(length, at);
      expect(await verdict(whole)).not.toBe('damaged_audio');
    }
  });
});
