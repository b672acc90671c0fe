import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startPcm } from '../../../media/pcm.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { openLiveFeed } from '../../../station/player/live-feed.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const format = { sampleRate: 24_000, channels: 1 };

describe('a live feed', () => {
  it('comes within its longest wait after what it listens to is free, however long that took', async () => {
    const folder = await tempFolder();
    const path = join(folder, 'device.raw');
    const clock = systemClock();
    let opened = 0;
    const feed = openLiveFeed({
      open: () => {
        opened += 1;
        return startPcm(['-f', 's16le', '-ar', '24000', '-ac', '1', '-i', path], format);
      },
      longestWaitMs: 500,
      ...{ clock, onFault: () => {} },
    });
    onTestFinished(() => feed.close());
    // Twice as long each time, it would be opened next after seven seconds.
    await clock.sleep(4500);
    expect(feed.available()).toBe(0);
    expect(opened).toBeGreaterThan(3);
    await writeFile(`${path}.new`, Buffer.alloc(48_000, 1));
    await rename(`${path}.new`, path);
    await expect.poll(() => feed.available(), { timeout: 2000, interval: 20 }).toBeGreaterThan(0);
  }, 20_000);
});
