import { once } from 'node:events';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { openPcm, render } from '../../../media/run.ts';
import { speak } from '../../../media/speak.ts';
import { makeSound } from '../../support/sound.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const format = { sampleRate: 24_000, channels: 1 };

describe('openPcm', () => {
  it('gives every sample, from any instant on', async () => {
    const path = await makeSound(join(await tempFolder(), 'a.wav'), 'sine=f=500:d=2:r=24000');
    const whole = await buffer(openPcm(path, format).stdout);
    expect(whole.length).toBe(2 * 24_000 * 2);
    const rest = await buffer(openPcm(path, { ...format, fromMs: 1_500 }).stdout);
    expect(rest).toEqual(whole.subarray(1.5 * 24_000 * 2));
  });

  it('is stopped by hand or signal without an error', async () => {
    const path = await makeSound(join(await tempFolder(), 'a.wav'), 'sine=f=500:d=600');
    const abort = new AbortController();
    const decoder = openPcm(path, { ...format, signal: abort.signal });
    await once(decoder.stdout, 'readable');
    abort.abort();
    decoder.stdout.resume();
    await decoder.done;
    const other = openPcm(path, format);
    other.stop();
    other.stdout.resume();
    await other.done;
  });

  it('fails on what it cannot decode', async () => {
    const decoder = openPcm('/nowhere', format);
    decoder.stdout.resume();
    await expect(decoder.done).rejects.toMatchObject({ code: 'ffmpeg_failed' });
  });
});

describe('render', () => {
  it('fails with the words of ffmpeg', async () => {
    const target = join(await tempFolder(), 'a.mp3');
    const job = { source: '/nowhere', target, inputOptions: [], outputOptions: [] };
    await expect(render(job, { timeoutMs: 5_000 })).rejects.toThrow('No such file');
  });
});

describe('speak', () => {
  it('takes a text that looks like an option for a text', async () => {
    const target = join(await tempFolder(), 'a.wav');
    await speak('--version', { target });
    expect((await buffer(openPcm(target, format).stdout)).length).toBeGreaterThan(10_000);
  });

  it('fails for a voice that is not there', async () => {
    const target = join(await tempFolder(), 'a.wav');
    const call = speak('Xin chào', { target, voice: 'nobody' });
    await expect(call).rejects.toMatchObject({ code: 'speech_failed' });
  });
});
