import { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { Request } from 'express';
import { AppError } from '../../runtime/error.ts';

/** A multipart form with one file, as far as it has come: the fields before the file and its bytes. */
export interface Upload {
  fields: Record<string, string>;
  /** As the sender called it, without its path. */
  fileName: string;
  /** Ends only when the whole form has arrived and was good, else fails. Never empty. */
  bytes: Readable;
}

export interface UploadOptions<T> {
  /** Of the file. */
  limitBytes: number;
  /** Takes the upload; what it keeps must vanish when `bytes` fails. */
  take: (upload: Upload) => Promise<T>;
}

const limits = { files: 1, fields: 30, fieldSize: 4096, parts: 40, headerSize: 16_384 };
const formBytes = 256 * 1024;
const drainLimitMs = 60_000;

/**
 * Streams an upload to `take`; memory does not grow with the file.
 * @throws AppError `body_type_unsupported`, `upload_missing`, `upload_interrupted`, `upload_too_large`,
 *   `empty_file`, `body_invalid`, or what `take` throws
 */
export async function receiveUpload<T>(request: Request, options: UploadOptions<T>): Promise<T> {
  const form = openForm(request);
  const fields = new Map<string, string>();
  let taken: Promise<T> | undefined;
  let current: Readable | undefined;
  const ended = new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => {
      reject(error);
      current?.destroy(error);
    };
    form.on('file', (_field, file, fileName) => {
      current = file;
      // It is also emitted by hand, after the stream is gone.
      file.on('error', (error: Error) => {
        // Whoever takes it has stopped reading, and will say why.
        if (error.name !== 'AbortError') fail(error);
      });
      const bytes = Readable.from(bytesOf(file, ended));
      taken = options.take({ fields: Object.fromEntries(fields), fileName, bytes });
      taken.catch(fail);
    });
    form.on('field', (name, value) => {
      if (current) fail(new AppError('body_invalid', 'the fields stand before the file'));
      fields.set(name, value);
    });
    form.on('filesLimit', () => fail(new AppError('body_invalid', 'one file at a time')));
    form.on('partsLimit', () => fail(new AppError('body_invalid', 'too many parts')));
    form.on('fieldsLimit', () => fail(new AppError('body_invalid', 'too many fields')));
    form.on('error', (cause) => fail(interrupted(cause)));
    form.on('finish', resolve);
    request.on('error', (cause) => fail(interrupted(cause)));
    request.on('close', () => {
      if (!request.complete) fail(interrupted(undefined));
    });
    if (isTooLong(request, options.limitBytes)) fail(new AppError('upload_too_large', 'too large'));
    else request.pipe(form);
  });
  try {
    await ended;
    if (!taken) throw new AppError('upload_missing', 'the form has no file');
    return await taken;
  } catch (error) {
    // What it has begun is undone by then.
    await taken?.catch(() => undefined);
    drain(request);
    throw error;
  }
}

function openForm(request: Request) {
  const contentType = request.headers['content-type'] ?? '';
  try {
    if (!request.is('multipart/form-data')) throw new TypeError(contentType);
    return new Busboy({ headers: { ...request.headers, 'content-type': contentType }, limits });
  } catch (cause) {
    drain(request);
    throw new AppError('body_type_unsupported', 'send the file as multipart/form-data', { cause });
  }
}

async function* bytesOf(file: AsyncIterable<Buffer>, ended: Promise<void>) {
  let isEmpty = true;
  for await (const chunk of file) {
    isEmpty &&= chunk.length === 0;
    yield chunk;
  }
  if (isEmpty) throw new AppError('empty_file', 'the file is empty');
  await ended;
}

function isTooLong(request: Request, limitBytes: number): boolean {
  return Number(request.headers['content-length'] ?? 0) > limitBytes + formBytes;
}

function interrupted(cause: unknown): AppError {
  return new AppError('upload_interrupted', 'the upload ended early', { cause });
}

/** Lets a sender finish who reads the answer only then, but not for ever. */
function drain(request: Request): void {
  request.unpipe();
  request.resume();
  if (request.complete || request.destroyed) return;
  const timer = setTimeout(() => request.destroy(), drainLimitMs).unref();
  request.once('close', () => {
    clearTimeout(timer);
  });
}
