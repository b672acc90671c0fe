import { open, type FileHandle } from 'node:fs/promises';
import { Refusal } from '../link/refusal.ts';
import type { ServerLink } from '../link/server-link.ts';
import { timeLimit } from '../link/time-limit.ts';
import type { MediaFolder } from './media-folder.ts';

const idleLimitMs = 30_000;
const rangeNotSatisfiable = 416;

/**
 * Fetches a file, going on where an earlier attempt ended. Answers whether it is what it should be; what
 * came stays for the next attempt when it throws.
 * @throws Refusal, an error of the connection or of the disk, or the signal's reason
 */
export async function fetchMedia(
  { link, folder }: { link: ServerLink; folder: MediaFolder },
  { sha256, bytes }: { sha256: string; bytes: number },
  signal: AbortSignal,
): Promise<boolean> {
  let held = await folder.partSize(sha256);
  if (held > bytes) {
    await folder.dropPart(sha256);
    held = 0;
  }
  if (held < bytes) {
    try {
      held = await receive({ link, folder }, { sha256, bytes, held }, signal);
    } catch (error) {
      if (error instanceof Refusal && error.status === rangeNotSatisfiable)
        await folder.dropPart(sha256);
      throw error;
    }
  }
  if (held < bytes) throw new Error(`the server sent ${held} of ${bytes} bytes`);
  return folder.finish(sha256);
}

async function receive(
  { link, folder }: { link: ServerLink; folder: MediaFolder },
  { sha256, bytes, held }: { sha256: string; bytes: number; held: number },
  signal: AbortSignal,
): Promise<number> {
  const limit = timeLimit(idleLimitMs, signal);
  const part = await open(folder.partPath(sha256), 'a');
  try {
    const { fromByte, chunks } = await link.media(sha256, held, limit.signal);
    if (fromByte < held) await part.truncate(fromByte);
    return await append(part, chunks, fromByte, bytes, () => limit.renew());
  } finally {
    limit.end();
    await part.close();
  }
}

async function append(
  part: FileHandle,
  chunks: AsyncIterable<Uint8Array>,
  fromByte: number,
  limitBytes: number,
  onChunk: () => void,
): Promise<number> {
  let size = fromByte;
  for await (const chunk of chunks) {
    onChunk();
    if (size + chunk.length > limitBytes) {
      await part.truncate(0);
      throw new Error(`the file is longer than its ${limitBytes} bytes`);
    }
    await part.appendFile(chunk);
    size += chunk.length;
  }
  await part.sync();
  return size;
}
