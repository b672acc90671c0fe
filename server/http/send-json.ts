import type { Request, Response } from 'express';
import type { JsonBytes } from './json-bytes.ts';
import { isWorthPacking, pack } from './pack.ts';

/**
 * Sends an answer, packed where it is long and whoever asks can unpack it; nothing but a 304 where it has an ETag
 * and they hold it already.
 */
export async function sendJson(
  request: Request,
  response: Response,
  { bytes, packed }: JsonBytes,
): Promise<void> {
  response.type('json').vary('accept-encoding');
  if (response.get('etag') !== undefined && request.fresh) {
    response.status(304).end();
    return;
  }
  if (!isWorthPacking(bytes) || request.acceptsEncodings('gzip') !== 'gzip') {
    response.end(bytes);
    return;
  }
  const sent = packed ?? (await pack(bytes));
  response.set('content-encoding', 'gzip').end(sent);
}
