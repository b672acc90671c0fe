import { open, type FileHandle } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { Clock } from '../../runtime/clock.ts';
import type { ByteRange } from './byte-range.ts';
import { createHotPieces, pieceBytes, type HotPieces } from './hot-pieces.ts';

/**
 * Writes a part of a file into an answer and ends it. Throws when the file is shorter, or the other side is gone.
 */
export type PumpFile = (path: string, range: ByteRange, response: ServerResponse) => Promise<void>;

const smallBytes = 64 * 1024;
/** Whoever takes longer over a piece has a slow line, and goes on with a small buffer of its own. */
const quickMs = 100;

/**
 * A file goes out piece by piece, the next being asked for when the last one is with the system. Quick lines share
 * pieces in memory; slow ones, which would hold them for long, do not.
 */
export function createFilePump(clock: Clock, pieces: HotPieces = createHotPieces()): PumpFile {
  return async (path, { start, end }, response) => {
    const file = openOnce(path);
    try {
      const read = async (into: Buffer, fromByte: number) =>
        (await (await file.handle()).read(into, 0, into.length, fromByte)).bytesRead;
      let isQuick = true;
      for (let at = start; at <= end;) {
        const shared = isQuick ? pieces.take(path, Math.floor(at / pieceBytes), read) : null;
        const leftBytes = end - at + 1;
        try {
          const bytes = shared
            ? (await shared.bytes).subarray(at % pieceBytes).subarray(0, leftBytes)
            : await readSmall(read, at, leftBytes);
          if (bytes.length === 0) throw new Error('the file is shorter than it was');
          const began = clock.monotonic();
          await write(response, bytes);
          at += bytes.length;
          if (shared) isQuick = clock.monotonic() - began <= quickMs;
        } finally {
          shared?.release();
        }
      }
      response.end();
    } finally {
      await file.close();
    }
  };
}

/** Opened when something of it has to be read. */
function openOnce(path: string): { handle(): Promise<FileHandle>; close(): Promise<void> } {
  let opening: Promise<FileHandle> | null = null;
  return {
    handle: () => (opening ??= open(path)),
    close: async () => {
      const handle = await opening?.catch(() => null);
      await handle?.close();
    },
  };
}

async function readSmall(
  read: (into: Buffer, fromByte: number) => Promise<number>,
  fromByte: number,
  leftBytes: number,
): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(Math.min(smallBytes, leftBytes));
  return buffer.subarray(0, await read(buffer, fromByte));
}

function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const { socket } = response.req;
    const onClose = () => reject(new Error('the other side is gone'));
    if (response.destroyed || socket.destroyed) {
      onClose();
      return;
    }
    response.once('close', onClose);
    // An answer that waits behind another one of its line hears of its end nowhere else.
    socket.once('close', onClose);
    response.write(bytes, (error) => {
      response.off('close', onClose);
      socket.off('close', onClose);
      if (error) reject(error);
      else resolve();
    });
  });
}
