import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MediaStore } from '../../media/store.ts';
import { AppError } from '../../runtime/error.ts';
import { parseRange } from './byte-range.ts';
import type { PumpFile } from './pump-file.ts';

export interface SendFileDeps {
  store: MediaStore;
  /** Where the proxy in front finds the media folder, with a slash at both ends; `null`: we send the bytes. */
  mediaRedirect: string | null;
  pump: PumpFile;
}

export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

const profileType = 'audio/mpeg';

/**
 * Sends a file of the media store or a part of it, or has the proxy in front send it.
 * @throws AppError `object_not_found`
 */
export async function sendFile(
  { store, mediaRedirect, pump }: SendFileDeps,
  sha256: string,
  { request, response }: Exchange,
): Promise<void> {
  const size = await store.size(sha256);
  if (size === undefined) throw new AppError('object_not_found', 'the file is not here');
  const headers = {
    'content-type': profileType,
    'accept-ranges': 'bytes',
    etag: `"${sha256}"`,
    'cache-control': 'private, max-age=31536000, immutable',
  };
  if (mediaRedirect !== null) {
    // The proxy looks at the range itself.
    const place = `${mediaRedirect}objects/${sha256.slice(0, 2)}/${sha256}`;
    response.writeHead(200, { ...headers, 'x-accel-redirect': place }).end();
    return;
  }
  const ifRange = request.headers['if-range'];
  const isSame = ifRange === undefined || ifRange === headers.etag;
  const range = isSame ? parseRange(request.headers.range, size) : null;
  if (range === 'unsatisfiable') {
    response.writeHead(416, { ...headers, 'content-range': `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  response.writeHead(range ? 206 : 200, {
    ...headers,
    'content-length': end - start + 1,
    ...(range ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
  });
  if (request.method === 'HEAD') response.end();
  else await pump(store.path(sha256), { start, end }, response);
}
