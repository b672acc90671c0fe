import type { RequestHandler } from 'express';
import { sha256 } from '../../runtime/crypto.ts';

/** Answers with bytes that never change while the process lives: made once, 304 where they are known. */
export function cachedBytes(contentType: string, make: () => string): RequestHandler {
  let made: { bytes: Buffer; etag: string } | null = null;
  return (request, response) => {
    if (!made) {
      const bytes = Buffer.from(make());
      made = { bytes, etag: `"${sha256(bytes)}"` };
    }
    response.set({ 'content-type': contentType, etag: made.etag, 'cache-control': 'no-cache' });
    if (request.fresh) response.status(304).end();
    else response.end(made.bytes);
  };
}
