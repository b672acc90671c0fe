/** Length of a piece; the last one of a file is shorter. */
export const pieceBytes = 512 * 1024;
/** Pieces in memory at the most: 48 MiB. */
const mostPieces = 96;

/** A piece of a file in memory, shared by all who send it. */
export interface Piece {
  /** What the file has of it. @throws whatever reading threw */
  bytes: Promise<Buffer>;
  /** To be called once by each who took it, when nothing of it is being sent any more. */
  release(): void;
}

/** The pieces of files that were sent last. */
export interface HotPieces {
  /**
   * @param path of a file that never changes
   * @param read fills a buffer from that byte of the file on; gives how many bytes there were
   * @returns `null` where all pieces are being sent just now
   */
  take(
    path: string,
    index: number,
    read: (into: Buffer, fromByte: number) => Promise<number>,
  ): Piece | null;
}

interface Held {
  key: string;
  buffer: Buffer;
  bytes: Promise<Buffer>;
  users: number;
}

/**
 * In the evening many places fetch the same bulletins at once: a piece is read for the first of them and sent to all.
 * Buffers are used again and again, since a new one costs as much as the copying.
 */
export function createHotPieces(most = mostPieces): HotPieces {
  // Those taken longest ago come first.
  const pieces = new Map<string, Held>();
  let made = 0;
  const freeBuffer = (): Buffer | null => {
    if (made < most) {
      made += 1;
      return Buffer.allocUnsafeSlow(pieceBytes);
    }
    for (const held of pieces.values()) {
      if (held.users > 0) continue;
      pieces.delete(held.key);
      return held.buffer;
    }
    return null;
  };
  const begin = (key: string, read: (into: Buffer) => Promise<number>): Held | null => {
    const buffer = freeBuffer();
    if (!buffer) return null;
    const bytes = read(buffer).then((length) => buffer.subarray(0, length));
    const held = { key, buffer, bytes, users: 0 };
    bytes.catch(() => {
      // The next one reads it anew; those who wait for this one hear of it.
      if (pieces.get(key) !== held) return;
      pieces.delete(key);
      made -= 1;
    });
    return held;
  };
  return {
    take: (path, index, read) => {
      const key = `${index}:${path}`;
      const held = pieces.get(key) ?? begin(key, (buffer) => read(buffer, index * pieceBytes));
      if (!held) return null;
      pieces.delete(key);
      pieces.set(key, held);
      held.users += 1;
      let isHeld = true;
      return {
        bytes: held.bytes,
        release: () => {
          if (isHeld) held.users -= 1;
          isHeld = false;
        },
      };
    },
  };
}
