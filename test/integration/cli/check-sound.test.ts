import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { announcements } from '../../../core/sample/announcements.ts';
import { checkSound } from '../../../cli/demo/check-sound.ts';
import { openWav } from '../../../cli/demo/wav-file.ts';
import { speak } from '../../../media/speak.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { writeWav } from '../../support/wav.ts';

const rate = 24_000;

/** What an agent would have played of an announcement, from `atSample` on. */
async function played(atSample: number, cut = Infinity) {
  const folder = await tempFolder();
  const [spoken, rendition] = [join(folder, 'spoken.wav'), join(folder, 'rendition.mp3')];
  await speak(announcements[0]?.text ?? '', { target: spoken });
  const mp3 = ['-ac', '1', '-ar', String(rate), '-b:a', '48k', rendition];
  execFileSync('ffmpeg', ['-v', 'error', '-i', spoken, ...mp3]);
  const raw = join(folder, 'raw.wav');
  execFileSync('ffmpeg', ['-v', 'error', '-i', rendition, raw]);
  const wav = await openWav(raw);
  const sound = await wav.read(0, wav.frames);
  await wav.close();
  const samples = new Float32Array(sound.length + 10 * rate);
  samples.set(sound.subarray(0, Math.min(cut, sound.length)), atSample);
  const soundFile = join(folder, 'out.wav');
  const startedAtMs = 1_760_000_000_000;
  await writeWav(soundFile, { sampleRate: rate, samples, startedAtMs });
  return { soundFile, rendition, startedAtMs };
}

describe('checkSound', () => {
  it('finds an announcement at its due instant, to the millisecond', async () => {
    const { startedAtMs, ...files } = await played(3 * rate);
    const heard = await checkSound({ ...files, dueAt: startedAtMs + 3000 });
    expect(heard.found).toBe(true);
    expect(Math.abs(heard.offsetMs)).toBeLessThan(1);
    expect(heard.correlation).toBeGreaterThan(0.99);
  });

  it('says how late it began', async () => {
    const { startedAtMs, ...files } = await played(3 * rate);
    const heard = await checkSound({ ...files, dueAt: startedAtMs + 2600 });
    expect(heard.offsetMs).toBeCloseTo(400, 0);
  });

  it('does not find what was cut off', async () => {
    const { startedAtMs, ...files } = await played(3 * rate, 2 * rate);
    const heard = await checkSound({ ...files, dueAt: startedAtMs + 3000 });
    expect(heard.found).toBe(false);
  });

  it('does not find it more than a second away', async () => {
    const { startedAtMs, ...files } = await played(3 * rate);
    const heard = await checkSound({ ...files, dueAt: startedAtMs + 6000 });
    expect(heard.found).toBe(false);
  });
});
