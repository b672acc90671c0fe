import type { MediaAnswer } from '../link/server-link.ts';
import { openPlainFile, readTarIndex, TarFault, type TarEntry } from '../../runtime/tar.ts';

/** A bundle on a stick. What it gives is as good as a stranger's word: whoever reads it checks it. */
export interface OpenBundle {
  path: string;
  has(name: string): boolean;
  /** A small file whole; `null` where there is none. @throws TarFault when it is longer than `limitBytes` */
  read(name: string, limitBytes: number): Promise<Buffer | null>;
  /** A file from somewhere on; `null` where there is none. */
  stream(name: string, fromByte: number): Promise<MediaAnswer | null>;
}

/** A province's bundle has some thousands. */
const mostFiles = 100_000;

/**
 * Reads where everything in a bundle is. The file is opened anew for each reading, so that the stick may be
 * pulled out at any time.
 * @throws TarFault, or an error of the file system
 */
export async function openBundle(path: string): Promise<OpenBundle> {
  const handle = await openPlainFile(path);
  let index: Map<string, TarEntry>;
  try {
    index = await readTarIndex(handle, mostFiles);
  } finally {
    await handle.close();
  }
  return {
    path,
    has: (name) => index.has(name),
    async read(name, limitBytes) {
      const entry = index.get(name);
      if (!entry) return null;
      if (entry.bytes > limitBytes)
        throw new TarFault(`${name} is longer than ${limitBytes} bytes`);
      return readPart(path, entry);
    },
    async stream(name, fromByte) {
      const entry = index.get(name);
      if (!entry) return null;
      const from = Math.min(fromByte, entry.bytes);
      return { fromByte: from, chunks: await streamPart(path, entry, from) };
    },
  };
}

async function readPart(path: string, { fromByte, bytes }: TarEntry): Promise<Buffer> {
  const handle = await openPlainFile(path);
  try {
    const content = Buffer.alloc(bytes);
    const { bytesRead } = await handle.read(content, 0, bytes, fromByte);
    return content.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function streamPart(
  path: string,
  { fromByte, bytes }: TarEntry,
  from: number,
): Promise<AsyncIterable<Uint8Array>> {
  const handle = await openPlainFile(path);
  if (from === bytes) {
    await handle.close();
    return nothing();
  }
  const range = { start: fromByte + from, end: fromByte + bytes - 1 };
  return handle.createReadStream(range) as AsyncIterable<Uint8Array>;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
