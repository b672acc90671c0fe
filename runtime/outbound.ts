import { createWriteStream } from 'node:fs';
import {
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { createAddressGuard, type AddressGuard } from './address-guard.ts';
import { AppError } from './error.ts';
import { guardedLookup, refusalOf } from './guarded-lookup.ts';
import { startTimeLimit } from './time-limit.ts';

/** One request to the outside. */
export interface OutboundRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  headers?: Record<string, string>;
  body?: Uint8Array | string;
  /** For the whole exchange: name, connection, request and answer. */
  timeoutMs: number;
  /** Longest answer that is read. */
  limitBytes: number;
  /** Where the answer's body is written instead of being held in memory. */
  saveTo?: string;
  signal?: AbortSignal;
}

/** What came back; any status, redirects included, is an answer. */
export interface OutboundAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Empty when it was saved. */
  body: Buffer;
}

/** The only door to addresses that users type in. */
export interface Outbound {
  /**
   * @throws AppError `outbound_refused` (scheme, credentials in the URL, inner address) or
   * `outbound_failed` (no connection, time or size limit); the signal's reason when aborted.
   */
  request(url: string, request: OutboundRequest): Promise<OutboundAnswer>;
  close(): Promise<void>;
}

/**
 * HTTP(S) that cannot be turned against the inner network: a name is resolved once, all its
 * addresses are checked and the connection goes to a checked one, so that a name which changes
 * between check and connection gains nothing. Redirects are not followed. Each request has a
 * connection of its own: ten thousand receivers are asked once an evening each.
 */
export function createOutbound({ allow }: { allow: readonly string[] }): Outbound {
  const isAllowed = createAddressGuard(allow);
  const open = new Set<ClientRequest>();
  return {
    request: async (url, request) => send(parseUrl(url), request, { isAllowed, open }),
    close: async () => {
      for (const request of open) request.destroy(new Error('no more requests are made'));
    },
  };
}

interface Door {
  isAllowed: AddressGuard;
  open: Set<ClientRequest>;
}

async function send(url: URL, request: OutboundRequest, door: Door): Promise<OutboundAnswer> {
  const late = new Error(`no full answer within ${request.timeoutMs} ms`);
  const limit = startTimeLimit(request.timeoutMs, late, request.signal);
  try {
    // Addresses in the URL itself never reach the lookup.
    const refusal = refusalOf(url.hostname, door.isAllowed);
    if (refusal) throw refusal;
    const answer = await ask(url, { ...request, signal: limit.signal }, door);
    const { saveTo, limitBytes } = request;
    const body = saveTo === undefined ? await readAll(answer, limitBytes) : Buffer.alloc(0);
    if (saveTo !== undefined)
      await pipeline(answer, limited(limitBytes), createWriteStream(saveTo));
    // What was given up may look as if it had come to its end.
    limit.signal.throwIfAborted();
    return { status: answer.statusCode ?? 0, headers: answer.headers, body };
  } catch (error) {
    request.signal?.throwIfAborted();
    if (error instanceof AppError) throw error;
    const cause = limit.isOver() ? late : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('outbound_failed', `the request failed: ${reason}`, { cause });
  } finally {
    limit.end();
  }
}

function ask(
  url: URL,
  { method, headers, body, signal }: OutboundRequest & { signal: AbortSignal },
  { isAllowed, open }: Door,
): Promise<IncomingMessage> {
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const options: RequestOptions = {
    ...{ method, headers: { ...headers, ...length }, signal },
    ...{ agent: false, lookup: guardedLookup(isAllowed) },
  };
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(url, options, resolve);
    open.add(sent);
    sent.once('close', () => {
      open.delete(sent);
      // Also after an answer that is none, such as another protocol; one that was there holds.
      reject(new Error('the connection was closed before an answer came'));
    });
    // Also what goes wrong once the answer has begun: that is told by the answer itself.
    sent.on('error', reject);
    sent.end(body);
  });
}

async function readAll(stream: AsyncIterable<Buffer>, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of limited(limitBytes)(stream)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function limited(limitBytes: number) {
  return async function* (stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > limitBytes) {
        throw new AppError('outbound_failed', `the answer is longer than ${limitBytes} bytes`);
      }
      yield chunk;
    }
  };
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new AppError('outbound_refused', 'only http and https addresses are reached');
  }
  if (url.username || url.password) {
    throw new AppError('outbound_refused', 'credentials do not belong into an address');
  }
  return url;
}
