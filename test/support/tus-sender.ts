import { request, type IncomingHttpHeaders } from 'node:http';
import { uploadsPath } from '../../contract/http/uploads.ts';

/** What a server said, or `null` when the line was cut before. */
export interface TusAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Speaks tus over lines that can be cut at any byte. */
export interface TusSender {
  create(length: number, metadata: Record<string, string>): Promise<TusAnswer>;
  head(path: string): Promise<TusAnswer>;
  /** Sends all from `offset` on, or cuts the line after so many bytes of it. */
  patch(path: string, bytes: Buffer, offset: number, cutAfter?: number): Promise<TusAnswer | null>;
  remove(path: string): Promise<TusAnswer>;
}

/** `headers`: who it is from. */
export function createTusSender(
  origin: () => string,
  headers: () => Record<string, string>,
): TusSender {
  const begin = (method: string, path: string, more: Record<string, string | number> = {}) =>
    request(origin() + path, {
      method,
      agent: false,
      headers: { ...headers(), 'tus-resumable': '1.0.0', ...more },
    });
  const answerOf = (sent: ReturnType<typeof begin>) =>
    new Promise<TusAnswer>((resolve, reject) => {
      sent.once('error', reject);
      sent.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const body = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        });
      });
    });
  const plain = (method: string, path: string, more?: Record<string, string | number>) => {
    const sent = begin(method, path, more);
    const answer = answerOf(sent);
    sent.end();
    return answer;
  };
  return {
    create: (length, metadata) =>
      plain('POST', uploadsPath, {
        'upload-length': length,
        'upload-metadata': Object.entries(metadata)
          .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
          .join(','),
      }),
    head: (path) => plain('HEAD', path),
    remove: (path) => plain('DELETE', path),
    patch: async (path, bytes, offset, cutAfter) => {
      const rest = bytes.subarray(offset);
      const sent = begin('PATCH', path, {
        'upload-offset': offset,
        'content-type': 'application/offset+octet-stream',
        'content-length': rest.length,
      });
      const answer = answerOf(sent);
      if (cutAfter === undefined) {
        sent.end(rest);
        return await answer;
      }
      sent.write(rest.subarray(0, cutAfter), () => sent.destroy());
      return await answer.catch(() => null);
    },
  };
}
