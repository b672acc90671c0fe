import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterTest } from './after-test.ts';
import { tempFolder } from './temp-folder.ts';

const run = promisify(execFile);

/** A disk of its own that can be full. */
export interface SmallDisk {
  folder: string;
  /** Takes so many bytes of it, or all that is left. */
  fill(bytes?: number): Promise<void>;
  free(): Promise<void>;
}

/** A small file system in memory until the test ends; `null` where nobody may mount one. */
export async function smallDisk(kilobytes: number): Promise<SmallDisk | null> {
  const folder = await tempFolder();
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]);
  } catch {
    return null;
  }
  afterTest(async () => {
    await run('umount', ['-l', folder]);
  });
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: async (bytes = kilobytes * 1024) => {
      const count = Math.ceil(bytes / 1024);
      await run('dd', ['if=/dev/zero', `of=${filler}`, 'bs=1k', `count=${count}`]).catch(() => {});
    },
    free: () => rm(filler),
  };
}
