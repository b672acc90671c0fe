import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

const blockBytes = 512;
const nameBytes = 100;
/** What twelve octal digits hold, less the last. */
const mostBytes = 0o77777777777;

/** A file in a tar, and where its bytes are. */
export interface TarEntry {
  fromByte: number;
  bytes: number;
}

/** The header of a regular file (POSIX ustar). @throws RangeError for a name over 100 bytes or a file over 8 GiB */
export function tarHeader(name: string, bytes: number, modifiedAt: number): Buffer {
  if (Buffer.byteLength(name) > nameBytes) throw new RangeError(`too long for a tar: ${name}`);
  if (bytes > mostBytes) throw new RangeError(`too large for a tar: ${name}`);
  const header = Buffer.alloc(blockBytes);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${octal(bytes, 11)}\0`, 124);
  header.write(`${octal(Math.max(0, Math.floor(modifiedAt / 1000)), 11)}\0`, 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(`${octal(sumOf(header), 6)}\0 `, 148);
  return header;
}

/** The zeros after a file of so many bytes. */
export function tarPadding(bytes: number): Buffer {
  return Buffer.alloc((blockBytes - (bytes % blockBytes)) % blockBytes);
}

/** The end of a tar. */
export const tarEnd = (): Buffer => Buffer.alloc(2 * blockBytes);

/** How many bytes a tar of such files has. */
export function tarBytes(sizes: readonly number[]): number {
  const files = sizes.map((bytes) => blockBytes + Math.ceil(bytes / blockBytes) * blockBytes);
  return files.reduce((sum, bytes) => sum + bytes, 2 * blockBytes);
}

/** The file is no tar, or one that was cut short or tampered with. */
export class TarFault extends Error {}

/**
 * Opens a regular file that is no link, for it may lie on a stranger's stick.
 * @throws an error of the file system; TarFault where it is something else
 */
export async function openPlainFile(path: string): Promise<FileHandle> {
  // A pipe would hold us for ever.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(path, flags);
  try {
    if (!(await handle.stat()).isFile()) throw new TarFault('it is not a file');
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Where each regular file of a tar is, by name; links, folders and devices in it are passed over, and nothing is
 * ever unpacked. Reads the headers alone, at most `limit` of them.
 * @throws TarFault
 */
export async function readTarIndex(
  handle: FileHandle,
  limit: number,
): Promise<Map<string, TarEntry>> {
  const { size } = await handle.stat();
  const entries = new Map<string, TarEntry>();
  const header = Buffer.alloc(blockBytes);
  let at = 0;
  for (let count = 0; at + blockBytes <= size; count += 1) {
    if (count >= limit) throw new TarFault(`it has more than ${limit} files`);
    const { bytesRead } = await handle.read(header, 0, blockBytes, at);
    if (bytesRead < blockBytes) throw new TarFault('it is cut short');
    if (header.every((byte) => byte === 0)) return entries;
    if (numberAt(header, 148, 8) !== sumOf(header)) throw new TarFault('a header is damaged');
    const bytes = numberAt(header, 124, 12);
    const fromByte = at + blockBytes;
    if (fromByte + bytes > size) throw new TarFault('it is cut short');
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === '0' || type === '\0')
      entries.set(textAt(header, 0, nameBytes), { fromByte, bytes });
    at = fromByte + Math.ceil(bytes / blockBytes) * blockBytes;
  }
  throw new TarFault('it has no end');
}

/** The sum of all bytes, the field that keeps it counted as spaces. */
function sumOf(header: Buffer): number {
  let sum = 0;
  for (const [index, byte] of header.entries()) sum += index >= 148 && index < 156 ? 32 : byte;
  return sum;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function textAt(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString('utf8');
}

/** @throws TarFault */
function numberAt(header: Buffer, from: number, length: number): number {
  const text = textAt(header, from, length).trim();
  if (!/^[0-7]{1,12}$/.test(text)) throw new TarFault('a header is damaged');
  return Number.parseInt(text, 8);
}
