import express, { type Request, type RequestHandler, type Response } from 'express';
import { AppError } from '../../runtime/error.ts';

export type ReadJson = (request: Request, response: Response) => Promise<unknown>;

/**
 * A reader of JSON bodies of at most `limitBytes`; undefined where there is none.
 * @throws AppError `body_type_unsupported`, `body_too_large`, `body_invalid`
 */
export function createJsonReader(limitBytes: number): ReadJson {
  const read: RequestHandler = express.json({ limit: limitBytes, type: () => true, strict: false });
  return async (request, response) => {
    if (!hasBody(request)) return undefined;
    // Nothing that a foreign page can send without asking first passes as JSON.
    if (!request.is('application/json')) {
      throw new AppError('body_type_unsupported', 'send the body as application/json');
    }
    await new Promise<void>((resolve, reject) => {
      read(request, response, (error?: unknown) => {
        if (error === undefined) resolve();
        else reject(toAppError(error));
      });
    });
    return request.body as unknown;
  };
}

function hasBody(request: Request): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return encoding !== undefined || (length !== undefined && length !== '0');
}

function toAppError(cause: unknown): AppError {
  switch ((cause as { type?: unknown }).type) {
    case 'entity.too.large':
      return new AppError('body_too_large', 'the body is too large', { cause });
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new AppError('body_type_unsupported', 'send the body in UTF-8', { cause });
    default:
      return new AppError('body_invalid', 'the body is not JSON', { cause });
  }
}
