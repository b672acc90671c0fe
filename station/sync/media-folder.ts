import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createHasher } from '../../runtime/crypto.ts';

/** Audio on disk, each file named by its SHA-256; what is still coming ends in `.part`. */
export interface MediaFolder {
  path(sha256: string): string;
  partPath(sha256: string): string;
  list(): Promise<{ sha256: string; bytes: number }[]>;
  /** Whether the bytes are those that the name promises; reads them all. */
  isSound(sha256: string): Promise<boolean>;
  partSize(sha256: string): Promise<number>;
  /** Gives a whole `.part` its name, or drops it where the bytes are not what they should be. */
  finish(sha256: string): Promise<boolean>;
  dropPart(sha256: string): Promise<void>;
  remove(sha256: string): Promise<void>;
}

const partKeptMs = 9 * 86_400_000;
const named = /^[A-Za-z0-9_-]{43}$/;

/** Opens the folder and drops parts that nothing has added to for longer than a head lives. */
export async function openMediaFolder(folder: string, now: number): Promise<MediaFolder> {
  await mkdir(folder, { recursive: true });
  await dropOldParts(folder, now);
  const path = (sha256: string) => {
    if (!named.test(sha256)) throw new RangeError('not a SHA-256 in base64url');
    return join(folder, sha256);
  };
  const partPath = (sha256: string) => `${path(sha256)}.part`;
  const drop = (file: string) => rm(file, { force: true });
  return {
    path,
    partPath,
    list: async () => {
      const names = (await readdir(folder)).filter((name) => named.test(name));
      const sized = names.map(async (sha256) => ({ sha256, bytes: await sizeOf(path(sha256)) }));
      return Promise.all(sized);
    },
    isSound: async (sha256) => (await fileHash(path(sha256))) === sha256,
    partSize: (sha256) => sizeOf(partPath(sha256)),
    async finish(sha256) {
      if ((await fileHash(partPath(sha256))) !== sha256) {
        await drop(partPath(sha256));
        return false;
      }
      await rename(partPath(sha256), path(sha256));
      await flush(folder);
      return true;
    },
    dropPart: (sha256) => drop(partPath(sha256)),
    remove: async (sha256) => {
      await drop(path(sha256));
      await drop(partPath(sha256));
    },
  };
}

async function dropOldParts(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if (name.endsWith('.part') && now - (await stat(file)).mtimeMs > partKeptMs)
      await rm(file, { force: true });
  }
}

/** Without it a power cut could forget the new name. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}

/** SHA-256 of a file in base64url; `null` where it cannot be read. */
export async function fileHash(file: string): Promise<string | null> {
  const hash = createHasher();
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
  } catch {
    return null;
  }
  return hash.digest('base64url');
}
