import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { measure, openPcm, render } from '../../../media/run.ts';
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

  it('writes no more than it may', async () => {
    const folder = await tempFolder();
    const source = await makeSound(join(folder, 'a.wav'), 'anoisesrc=d=60:r=48000');
    const target = join(folder, 'b.wav');
    const job = { source, target, inputOptions: [], outputOptions: [], limitBytes: 100_000 };
    const call = render(job, { timeoutMs: 30_000 });
    await expect(call).rejects.toMatchObject({ code: 'ffmpeg_failed' });
    expect(await readdir(folder)).toEqual(['a.wav']);
  });
});

describe('measure', () => {
  it('is ended when it has used up its time on the core', async () => {
    const source = await makeSound(join(await tempFolder(), 'a.wav'), 'anoisesrc=d=300:r=8000');
    const slow = ['-af', 'loudnorm', '-f', 'null', '-'];
    const call = measure(source, [], slow, { timeoutMs: 60_000, cpuSeconds: 1 });
    await expect(call).rejects.toMatchObject({ code: 'ffmpeg_timeout' });
  });

  it('never opens a decoder of pictures', async () => {
    const source = await makeSound(join(await tempFolder(), 'a.mp4'), 'testsrc=d=1');
    const found = await measure(source, [], ['-f', 'null', '-'], { timeoutMs: 10_000 });
    expect(found.succeeded).toBe(false);
    expect(found.lines.join(' ')).toContain('not on whitelist');
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
