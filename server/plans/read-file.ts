import type { Readable } from 'node:stream';
import { AppError } from '../../runtime/error.ts';
import { decodeText } from './decode-text.ts';
import type { PlanReader } from './plan-reader.ts';
import type { ReadRows } from './plan-thread.ts';

/** A file of a plan, at the most. */
export const planFileBytes = 5 * 1024 * 1024;
/**
 * The rows of an uploaded plan: .xlsx, CSV or text as Word and Excel copy it.
 * @throws AppError `plan_unreadable`, `plan_too_long`, `upload_too_large`, `too_many_requests`
 */
export async function readPlanFile(bytes: Readable, reader: PlanReader): Promise<ReadRows> {
  const file = await collect(bytes);
  const isArchive = file.subarray(0, 2).toString('latin1') === 'PK';
  return isArchive ? reader.sheet(file) : reader.text(decodeText(file));
}

/** Whoever does not say how long a file is gets no more room either. */
async function collect(bytes: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let left = planFileBytes;
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    left -= chunk.length;
    if (left < 0) throw new AppError('upload_too_large', 'no plan of a week is so large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
