import type { Readable } from 'node:stream';
import { photoLimitBytes } from '../../contract/http/faults.ts';
import { AppError } from '../../runtime/error.ts';

/** All of a photo, since it is so small. @throws AppError `upload_too_large` */
export async function readImage(bytes: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > photoLimitBytes) throw new AppError('upload_too_large', 'over 4 MB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
