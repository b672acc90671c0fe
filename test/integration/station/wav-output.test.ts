import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { openWavOutput } from '../../../station/output/wav-output.ts';
import { readRecordedWav } from '../../support/recorded-wav.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const run = promisify(execFile);
const second = 24_000;

function tone(frames: number, value: number): Buffer {
  const pcm = new Int16Array(frames).fill(value);
  return Buffer.from(pcm.buffer);
}

async function output(file: string, limitMinutes = 60) {
  const faults: unknown[] = [];
  const clock = systemClock();
  const opened = await openWavOutput({
    file,
    limitMinutes,
    clock,
    onFault: (fault) => faults.push(fault),
  });
  return { ...opened, faults };
}

describe('wav output', () => {
  it('is a WAV file at every second, with times that are JSON beside it', async () => {
    const file = join(await tempFolder(), 'a/b/out.wav');
    const card = await output(file);
    const openedAt = Date.now();
    for (let i = 0; i < 100; i += 1) await card.write(tone(second / 50, i));
    const { stdout } = await run('ffprobe', [
      ...['-v', 'error', '-show_entries', 'stream=codec_name,sample_rate,channels,duration'],
      ...['-of', 'csv=p=0', file],
    ]);
    expect(stdout.trim()).toBe('pcm_s16le,24000,1,2.000000');
    const wav = readRecordedWav(file);
    expect(Math.abs(wav.frame0UtcMs - openedAt)).toBeLessThan(200);
    expect(wav.pairs).toHaveLength(3);
    expect(wav.samples[second]).toBe(50);
    await card.close();
  });

  it('moves aside what was there, and begins anew when it is full', async () => {
    const file = join(await tempFolder(), 'out.wav');
    const first = await output(file);
    await first.write(tone(second, 1));
    await first.close();

    const card = await output(file, 1 / 60);
    const previous = file.replace('out.wav', 'out.previous.wav');
    expect(readRecordedWav(previous).samples).toHaveLength(second);
    await card.write(tone(second, 2));
    expect(existsSync(previous)).toBe(true);
    await card.write(tone(second / 2, 3));
    await card.close();
    expect(readRecordedWav(previous).samples[0]).toBe(2);
    const wav = readRecordedWav(file);
    expect(wav.samples).toHaveLength(second / 2);
    expect(wav.frame0UtcMs - readRecordedWav(previous).frame0UtcMs).toBeGreaterThan(990);
  });
});
