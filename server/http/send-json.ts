import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

/** From so many bytes on, a phone's data is worth the work; what holds a secret of its reader is shorter. */
const packedFromBytes = 4096;
/** The quickest: names and ids come again and again, and pack well by any level. */
const level = 1;

const pack = promisify(gzip);

/** Sends an answer, packed where it is long and whoever asks can unpack it. */
export async function sendJson(
  request: Request,
  response: Response,
  bytes: Uint8Array,
): Promise<void> {
  response.type('json').vary('accept-encoding');
  if (bytes.length < packedFromBytes || request.acceptsEncodings('gzip') !== 'gzip') {
    response.end(bytes);
    return;
  }
  const packed = await pack(bytes, { level });
  response.set('content-encoding', 'gzip').end(packed);
}
