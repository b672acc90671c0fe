import { open } from 'node:fs/promises';

const searchBytes = 1 << 20;

/**
 * The length in bytes that a RIFF/WAVE file's header promises for the whole file, or undefined for
 * other files and for recorders that never came back to write it (0 or all ones).
 * Source: Multimedia Programming Interface and Data Specifications 1.0 (IBM and Microsoft, 1991).
 */
export async function promisedWavBytes(path: string): Promise<number | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(searchBytes), 0, searchBytes, 0);
    return promisedBytes(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function promisedBytes(head: Buffer): number | undefined {
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') {
    return undefined;
  }
  for (let at = 12; at + 8 <= head.length;) {
    const bytes = head.readUInt32LE(at + 4);
    if (head.toString('latin1', at, at + 4) === 'data') {
      return bytes === 0 || bytes >= 0x7fff_ffff ? undefined : at + 8 + bytes;
    }
    // Chunks are padded to even lengths.
    at += 8 + bytes + (bytes % 2);
  }
  return undefined;
}
