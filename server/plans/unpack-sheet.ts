import { crc32, inflateRawSync } from 'node:zlib';
import { AppError } from '../../runtime/error.ts';
import { planLimits } from './fitting.ts';

/** What a workbook may hold at the most. */
const sheetLimits = {
  files: 500,
  /** Of all parts that are read, unpacked. */
  bytes: 32 * 1024 * 1024,
};

interface Part {
  name: string;
  bytes: Buffer;
}

/** What a reader of the first sheet looks at. */
const wanted =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:_rels\/|worksheets\/)?[\w.-]+\.(?:xml|rels))$/;

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;

/**
 * Unpacks what a workbook's reader looks at, within limits that hold whatever the file says of itself, and
 * packs it anew without compression. Whatever else lies in the archive (macros, pictures, other archives) is
 * left out.
 * @throws AppError `plan_unreadable`, `plan_too_long`
 */
export function repackSheet(file: Buffer): Buffer {
  const parts = readParts(file);
  for (const { bytes } of parts) checkXml(bytes);
  if (!parts.some(({ name }) => name === 'xl/workbook.xml')) throw unreadable('no workbook in it');
  return packStored(parts);
}

function readParts(file: Buffer): Part[] {
  const parts: Part[] = [];
  let left = sheetLimits.bytes;
  for (const entry of entriesOf(file)) {
    if (!wanted.test(entry.name)) continue;
    const bytes = unpack(file, entry, left);
    left -= bytes.length;
    parts.push({ name: entry.name, bytes });
  }
  return parts;
}

interface Entry {
  name: string;
  method: number;
  packedBytes: number;
  offset: number;
}

function entriesOf(file: Buffer): Entry[] {
  const end = findEnd(file);
  const count = file.readUInt16LE(end + 10);
  if (count > sheetLimits.files) throw new AppError('plan_too_long', 'too many parts');
  const entries = new Map<string, Entry>();
  let at = file.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== entryMark)
      throw unreadable('its list of parts is damaged');
    const nameBytes = file.readUInt16LE(at + 28);
    const name = file.toString('utf8', at + 46, at + 46 + nameBytes);
    // Bit 0: with a password.
    if ((file.readUInt16LE(at + 8) & 1) === 1) throw unreadable('it has a password');
    if (entries.has(name)) throw unreadable('a part stands twice');
    entries.set(name, {
      name,
      method: file.readUInt16LE(at + 10),
      packedBytes: file.readUInt32LE(at + 20),
      offset: file.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return [...entries.values()];
}

/** The end record lies in the last 64 KiB, behind it only a comment. */
function findEnd(file: Buffer): number {
  for (let at = file.length - 22; at >= Math.max(0, file.length - 65_557); at -= 1)
    if (file.readUInt32LE(at) === endMark) return at;
  throw unreadable('it is no workbook');
}

function unpack(file: Buffer, { method, packedBytes, offset }: Entry, left: number): Buffer {
  if (offset + 30 > file.length || file.readUInt32LE(offset) !== localMark)
    throw unreadable('a part is not where it should be');
  const from = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  const packed = file.subarray(from, from + packedBytes);
  if (packed.length !== packedBytes) throw unreadable('it is cut off');
  if (left <= 0 || (method === 0 && packedBytes > left)) throw tooLong();
  if (method === 0) return packed;
  if (method !== 8) throw unreadable('it is packed in a way that is not known');
  try {
    return inflateRawSync(packed, { maxOutputLength: left });
  } catch (cause) {
    if ((cause as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLong();
    throw unreadable('a part is damaged', cause);
  }
}

/** Entities could grow, and one cell far off makes a reader fill all rows and columns up to it. */
function checkXml(bytes: Buffer): void {
  if (bytes.includes('<!DOCTYPE') || bytes.includes('<!ENTITY'))
    throw unreadable('a part declares what no workbook does');
  const text = bytes.toString('latin1');
  let rows = 0;
  for (const _ of text.matchAll(/<(?:\w+:)?row\b/g)) rows += 1;
  if (rows > planLimits.rows) throw tooLong();
  for (const [, column = '', row = ''] of text.matchAll(/\br\s*=\s*["']\s*([A-Za-z]*)(\d+)/g))
    if (Number(row) > planLimits.rows || columnOf(column) > planLimits.columns) throw tooLong();
}

function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase().slice(0, 6))
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

/** An archive with each part as it is. */
function packStored(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of parts) {
    const nameBytes = Buffer.from(name);
    const sum = crc32(bytes);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(localMark, 0);
    writeSizes(local, 14, sum, bytes.length);
    local.writeUInt16LE(nameBytes.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(entryMark, 0);
    writeSizes(entry, 16, sum, bytes.length);
    entry.writeUInt16LE(nameBytes.length, 28);
    entry.writeUInt32LE(offset, 42);
    bodies.push(local, nameBytes, bytes);
    list.push(entry, nameBytes);
    offset += local.length + nameBytes.length + bytes.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(endMark, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(
    list.reduce((sum, one) => sum + one.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...list, end]);
}

function writeSizes(header: Buffer, at: number, sum: number, size: number): void {
  header.writeUInt32LE(sum, at);
  header.writeUInt32LE(size, at + 4);
  header.writeUInt32LE(size, at + 8);
}

function unreadable(detail: string, cause?: unknown): AppError {
  return new AppError('plan_unreadable', detail, cause === undefined ? {} : { cause });
}

function tooLong(): AppError {
  return new AppError('plan_too_long', 'it holds more than a plan of a week');
}
