import { open, type FileHandle } from 'node:fs/promises';
import { Refusal } from '../link/refusal.ts';
import type { MediaSource } from './media-source.ts';
import { timeLimit } from '../link/time-limit.ts';
import type { MediaFolder } from './media-folder.ts';

/** What came has another length than the file should have. */
export class LengthFault extends Error {}

const idleLimitMs = 30_000;
const rangeNotSatisfiable = 416;

/**
 * Fetches a file, going on where an earlier attempt ended. Answers whether it is what it should be; what
 * came stays for the next attempt when it throws.
 * @throws Refusal, an error of the connection or of the disk, or the signal's reason
 */
export async function fetchMedia(
  { link, folder }: { link: Pick<MediaSource, 'media'>; folder: MediaFolder },
  { sha256, bytes }: { sha256: string; bytes: number },
  signal: AbortSignal,
): Promise<boolean> {
  const begun = await folder.partSize(sha256);
  let held = begun;
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
  if (held < bytes) throw new LengthFault(`it has ${held} of ${bytes} bytes`);
  if (await folder.finish(sha256)) return true;
  // What was begun from elsewhere, a stick perhaps, may have spoilt it.
  return begun > 0 && fetchMedia({ link, folder }, { sha256, bytes }, signal);
}

async function receive(
  { link, folder }: { link: Pick<MediaSource, 'media'>; folder: MediaFolder },
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
      throw new LengthFault(`the file is longer than its ${limitBytes} bytes`);
    }
    await part.appendFile(chunk);
    size += chunk.length;
  }
  await part.sync();
  return size;
}
