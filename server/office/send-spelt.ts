import type { Response } from 'express';
import type { PaperFormat } from '../../contract/paper-format.ts';
import type { JsonBytes } from '../http/json-bytes.ts';

/** A file that was spelt in the thread of long answers. */
export interface Spelt {
  base64: string;
}

const types: Record<PaperFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
};

/** Sends it to be kept. */
export function sendSpelt(
  response: Response,
  { bytes }: JsonBytes,
  { format, fileName }: { format: PaperFormat; fileName: string },
): void {
  const { base64 } = JSON.parse(Buffer.from(bytes).toString()) as Spelt;
  response.set({
    'content-type': types[format],
    'content-disposition': `attachment; filename="${fileName}.${format}"`,
  });
  response.end(Buffer.from(base64, 'base64'));
}
