import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { tarBytes, tarEnd, tarHeader, tarPadding } from '../../runtime/tar.ts';
import type { BundleFile } from './bundle-content.ts';

/** Sends a bundle as one tar; memory does not grow with it. */
export async function sendBundle(
  response: Response,
  files: readonly BundleFile[],
  { fileName, madeAt }: { fileName: string; madeAt: number },
): Promise<void> {
  response.set({
    'content-type': 'application/x-tar',
    'content-length': String(tarBytes(files.map(({ bytes }) => bytes))),
    'content-disposition': `attachment; filename="${fileName}"`,
  });
  // Whoever goes away has no use for the rest.
  await pipeline(Readable.from(tarOf(files, madeAt)), response).catch(() => response.destroy());
}

async function* tarOf(files: readonly BundleFile[], madeAt: number): AsyncGenerator<Buffer> {
  for (const { name, bytes, read } of files) {
    yield tarHeader(name, bytes, madeAt);
    let sent = 0;
    for await (const chunk of read()) {
      sent += chunk.length;
      yield chunk;
    }
    // What is promised cannot be taken back: the tar is then cut short, and is refused as such.
    if (sent !== bytes) throw new Error(`${name} has become otherwise`);
    yield tarPadding(bytes);
  }
  yield tarEnd();
}
