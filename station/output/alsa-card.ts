import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../runtime/clock.ts';
import { delayOf } from './alsa-status.ts';
import type { Card } from './card.ts';
import { openChildCard } from './child-card.ts';
import { sampleRate } from './output.ts';

const kernelFolder = '/proc/asound';

/** A sound card by the name that ALSA has for it. */
export function openAlsaCard(device: string, { clock }: { clock: Clock }): Card {
  return openChildCard({
    command: 'aplay',
    debianPackage: 'alsa-utils',
    args: [
      ...['-D', device, '-t', 'raw', '-f', 'S16_LE', '-r', String(sampleRate), '-c', '1'],
      // It begins with the first frames; the silence before them is ours to measure.
      ...['--period-time=20000', '--buffer-time=1000000', '--start-delay=1', '-'],
    ],
    onReport: (text) => text.startsWith('Playing raw data'),
    async progress(pid, sentFrames) {
      const delay = await readDelay(pid, clock);
      return delay && { frames: sentFrames - delay.frames, at: delay.at };
    },
  });
}

/** What the kernel tells of the stream that a process plays; `null` for devices that are none. */
async function readDelay(
  pid: number,
  clock: Clock,
): Promise<{ frames: number; at: number } | null> {
  for (const folder of await streams()) {
    try {
      const status = await readFile(join(folder, 'status'), 'utf8');
      const at = clock.monotonic();
      if (!new RegExp(`^owner_pid\\s*:\\s*${pid}$`, 'm').test(status)) continue;
      const frames = delayOf(status, await readFile(join(folder, 'hw_params'), 'utf8'));
      return frames === null ? null : { frames, at };
    } catch {
      // It was pulled out meanwhile.
    }
  }
  return null;
}

async function streams(): Promise<string[]> {
  try {
    const names = await readdir(kernelFolder, { recursive: true });
    return names
      .filter((name) => /^card\d+\/pcm\d+p\/sub\d+$/.test(name))
      .map((name) => join(kernelFolder, name));
  } catch {
    return [];
  }
}
