import { open, type FileHandle } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { Clock } from '../../runtime/clock.ts';
import type { ByteRange } from './byte-range.ts';

/**
 * Writes a part of a file into an answer and ends it. Throws when the file is shorter, or the other side is gone.
 */
export type PumpFile = (path: string, range: ByteRange, response: ServerResponse) => Promise<void>;

const smallBytes = 64 * 1024;
const largeBytes = 512 * 1024;
/** Large buffers at the most: whoever finds none goes on with a small one. */
const mostLarge = 96;
/** Whoever takes longer over a chunk has a slow line, and needs no large buffer. */
const quickMs = 100;

/**
 * A file goes through one buffer, the next piece being read when the last one is with the system. Large buffers
 * are used again and again, since a new one costs as much as the copying; slow lines have small ones.
 */
export function createFilePump(clock: Clock): PumpFile {
  const free: Buffer[] = [];
  let made = 0;
  const take = (wantedBytes: number): Buffer => {
    if (wantedBytes > smallBytes) {
      const large = free.pop();
      if (large) return large;
      if (made < mostLarge) {
        made += 1;
        return Buffer.allocUnsafeSlow(largeBytes);
      }
    }
    return Buffer.allocUnsafeSlow(Math.min(smallBytes, wantedBytes));
  };
  const giveBack = (buffer: Buffer) => {
    if (buffer.length === largeBytes) free.push(buffer);
  };
  const pump = async (file: FileHandle, { start, end }: ByteRange, response: ServerResponse) => {
    let buffer = take(end - start + 1);
    try {
      for (let at = start; at <= end;) {
        const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - at + 1), at);
        if (bytesRead === 0) throw new Error('the file is shorter than it was');
        const began = clock.monotonic();
        await write(response, buffer.subarray(0, bytesRead));
        at += bytesRead;
        if (clock.monotonic() - began <= quickMs || buffer.length <= smallBytes) continue;
        giveBack(buffer);
        buffer = take(smallBytes);
      }
    } finally {
      // What the system has not taken yet is still read from it.
      if (response.destroyed && buffer.length === largeBytes) made -= 1;
      else giveBack(buffer);
    }
  };
  return async (path, range, response) => {
    const file = await open(path);
    try {
      await pump(file, range, response);
      response.end();
    } finally {
      await file.close();
    }
  };
}

function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = () => reject(new Error('the other side is gone'));
    if (response.destroyed) {
      onClose();
      return;
    }
    response.once('close', onClose);
    response.write(bytes, (error) => {
      response.off('close', onClose);
      if (error) reject(error);
      else resolve();
    });
  });
}
