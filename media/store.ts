import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MediaError } from './media-error.ts';

/** A kept object. */
export interface StoredObject {
  /** SHA-256 of its bytes in base64url: 43 characters, which are also its name. */
  sha256: string;
  bytes: number;
}

/** Immutable files named by their content. */
export interface MediaStore {
  /**
   * Keeps what a stream brings. Nothing is left behind when it throws: MediaError
   * `upload_too_large` over `limitBytes`, `disk_full`, or the stream's or signal's own error.
   */
  put(
    source: Readable,
    options: { limitBytes: number; signal?: AbortSignal },
  ): Promise<StoredObject>;
  /** Moves in a file that is on the store's own disk, such as one that `tempFile` named. */
  adopt(path: string, known?: StoredObject): Promise<StoredObject>;
  /** What {@link adopt} would call a file. */
  measure(path: string): Promise<StoredObject>;
  /** Where the object is, or would be. Throws RangeError for what is no SHA-256. */
  path(sha256: string): string;
  has(sha256: string): Promise<boolean>;
  /** Length in bytes; undefined when it is not here. */
  size(sha256: string): Promise<number | undefined>;
  /** Reads it, from byte `start` to byte `end` inclusive. */
  openRead(sha256: string, range?: { start?: number; end?: number }): ReadStream;
  /** A new path on the store's own disk for a file in the making. */
  tempFile(extension: string): string;
  /** The path of a step of some work: the same for the same key and name. */
  stageFile(key: string, name: string): string;
  /** The objects whose bytes came before an instant, by the disk's own time. */
  keptBefore(instantMs: number): AsyncIterable<string>;
  /** Removes it; nothing happens when it is not here. */
  remove(sha256: string): Promise<void>;
  /** Removes files in the making that nobody touched for so long; says how many. */
  sweepTemp(olderThanMs: number, clock: { now(): number }): Promise<number>;
}

/** Where recordings of people near loudspeakers lie: a store of their own within the media folder. */
export function takesFolder(mediaFolder: string): string {
  return join(mediaFolder, 'listened');
}

/** Where photos of faults lie: a store of their own as well. */
export function photosFolder(mediaFolder: string): string {
  return join(mediaFolder, 'photos');
}

/** Where documents of campaigns lie: a store of their own as well. */
export function materialsFolder(mediaFolder: string): string {
  return join(mediaFolder, 'materials');
}

/**
 * A store in a folder: `objects/ab/<sha256>` and `tmp/`. Names tell upper from lower case, so the
 * file system must too. What is under its name is whole: bytes reach the disk before the name does.
 */
export async function createMediaStore(folder: string): Promise<MediaStore> {
  const temp = join(folder, 'tmp');
  await mkdir(temp, { recursive: true });
  await mkdir(join(folder, 'objects'), { recursive: true });
  const path = (sha256: string) => {
    if (!/^[\w-]{43}$/.test(sha256)) throw new RangeError('not a SHA-256 in base64url');
    return join(folder, 'objects', sha256.slice(0, 2), sha256);
  };
  const tempFile = (extension: string) => join(temp, `${randomUUID()}.${extension}`);
  const size = async (sha256: string) => {
    const found = await stat(path(sha256)).catch(ignoreMissing);
    return found?.size;
  };
  return {
    put: async (source, options) => {
      const part = tempFile('part');
      try {
        const object = await receive(source, part, options);
        await keep(part, path(object.sha256));
        return object;
      } catch (error) {
        await rm(part, { force: true });
        options.signal?.throwIfAborted();
        throw asMediaError(error);
      }
    },
    measure: hashFile,
    adopt: async (file, known) => {
      const object = known ?? (await hashFile(file));
      await keep(file, path(object.sha256));
      return object;
    },
    path,
    has: async (sha256) => (await size(sha256)) !== undefined,
    size,
    openRead: (sha256, range = {}) => createReadStream(path(sha256), range),
    tempFile,
    stageFile: (key, name) => join(temp, `${key}.${name}`),
    keptBefore: (instantMs) => listBefore(join(folder, 'objects'), instantMs),
    remove: (sha256) => rm(path(sha256), { force: true }),
    sweepTemp: (olderThanMs, clock) => sweep(temp, clock.now() - olderThanMs),
  };
}

async function receive(
  source: Readable,
  part: string,
  { limitBytes, signal }: { limitBytes: number; signal?: AbortSignal },
): Promise<StoredObject> {
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      if (bytes > limitBytes) {
        done(new MediaError('upload_too_large', `more than ${limitBytes} bytes`));
        return;
      }
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(source, meter, createWriteStream(part), signal ? { signal } : {});
  return { sha256: hash.digest('base64url'), bytes };
}

async function hashFile(file: string): Promise<StoredObject> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('base64url'), bytes };
}

/** Gives a written file its name, so that after a power cut the name never stands for less. */
async function keep(file: string, target: string): Promise<void> {
  await flush(file);
  const folder = dirname(target);
  const made = await mkdir(folder, { recursive: true });
  await rename(file, target);
  await flush(folder);
  if (made !== undefined) await flush(dirname(folder));
}

async function flush(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sweep(temp: string, beforeMs: number): Promise<number> {
  let removed = 0;
  for (const name of await readdir(temp)) {
    const file = join(temp, name);
    const found = await stat(file).catch(ignoreMissing);
    if (!found || found.mtimeMs >= beforeMs) continue;
    await rm(file, { force: true });
    removed += 1;
  }
  return removed;
}

async function* listBefore(objects: string, instantMs: number): AsyncGenerator<string> {
  for (const part of await readdir(objects))
    for (const name of await readdir(join(objects, part))) {
      const found = await stat(join(objects, part, name)).catch(ignoreMissing);
      if (found?.isFile() && found.mtimeMs < instantMs) yield name;
    }
}

function asMediaError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOSPC') return error;
  return new MediaError('disk_full', 'there is no room for the file', { cause: error });
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
