import { createClient, problemOf } from '../../contract/client.ts';
import { stationRoutes } from '../../contract/station/exchange.ts';
import type { z } from 'zod';
import type { Connections } from './connections.ts';
import { bodyOf, readBody } from './read-body.ts';
import { Refusal, retryAfterOf } from './refusal.ts';
import { timeLimit } from './time-limit.ts';

type Body<R extends { body?: z.ZodType }> = z.input<NonNullable<R['body']>>;

/** Bytes of a file from somewhere on. */
export interface MediaAnswer {
  /** Where in the file they begin: 0 when the server knows no ranges. */
  fromByte: number;
  chunks: AsyncIterable<Uint8Array>;
}

/** The server as its endpoint sees it. Every call throws Refusal, or an error when it is out of reach. */
export type ServerLink = ReturnType<typeof createServerLink>;

const answerLimitMs = 30_000;
const problemLimitBytes = 16_384;
const headLimitBytes = 65_536;
const jsonLimitBytes = 1_000_000;

export interface LinkOptions {
  /** Origin without a slash at the end. */
  server: string;
  /** `null` before the endpoint is paired. */
  credentials: () => { endpointId: string; secret: string } | null;
  /** Told of the bytes that go out and come in. */
  onBytes?: (bytes: number) => void;
  /** Of this link alone; left out, those of the process. */
  connections?: Connections;
}

export function createServerLink({
  server,
  credentials,
  onBytes = () => {},
  connections,
}: LinkOptions) {
  const ask = asking(onBytes, connections);
  const headers = (): Record<string, string> => {
    const own = credentials();
    return own ? { authorization: `Loa ${own.endpointId}:${own.secret}` } : {};
  };
  const client = createClient({
    origin: server,
    fetch: async (input, init = {}) => {
      const url = input instanceof Request ? input.url : String(input);
      const signal = init.signal ?? new AbortController().signal;
      const { status, headers: given, ...response } = await ask(url, { ...init, signal });
      return new Response(await response.read(jsonLimitBytes), { status, headers: given });
    },
    headers,
  });
  const get = (path: string, own: Record<string, string>, signal: AbortSignal) =>
    ask(`${server}/station/v1/${path}`, { headers: { ...headers(), ...own }, signal });

  return {
    enrol: (body: Body<typeof stationRoutes.enrol>, signal: AbortSignal) =>
      within(signal, (limited) => client.call(stationRoutes.enrol, { body, signal: limited })),
    /** The keys that the server says are its own: to be judged before they are believed. */
    keys: (signal: AbortSignal) =>
      within(signal, (limited) => client.call(stationRoutes.keys, { signal: limited })),
    status: (body: Body<typeof stationRoutes.status>, signal: AbortSignal) =>
      within(signal, (limited) => client.call(stationRoutes.status, { body, signal: limited })),
    plays: (body: Body<typeof stationRoutes.plays>, signal: AbortSignal) =>
      within(signal, (limited) => client.call(stationRoutes.plays, { body, signal: limited })),

    /** The head, unless it is still the one with this ETag. */
    head: (etag: string | null, signal: AbortSignal) =>
      within(signal, async (limited) => {
        const own: Record<string, string> = etag === null ? {} : { 'if-none-match': etag };
        const response = await get('head', own, limited);
        if (response.status === 304) return null;
        const bytes = await response.read(headLimitBytes);
        return { bytes, etag: response.headers.get('etag') };
      }),

    object: (sha256: string, limitBytes: number, signal: AbortSignal) =>
      within(signal, async (limited) =>
        (await get(`objects/${sha256}`, {}, limited)).read(limitBytes),
      ),

    /** The caller's signal must end it when nothing comes any more. */
    media: async (sha256: string, fromByte: number, signal: AbortSignal): Promise<MediaAnswer> => {
      const own: Record<string, string> = fromByte > 0 ? { range: `bytes=${fromByte}-` } : {};
      const response = await get(`media/${sha256}`, own, signal);
      const begins = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
      const isPart = response.status === 206 && Number(begins) === fromByte;
      if (response.status === 206 && !isPart) throw new Error('the server sent another range');
      return { fromByte: isPart ? fromByte : 0, chunks: response.chunks() };
    },

    /** The event stream's bytes; the caller's signal must end it. */
    events: async (signal: AbortSignal) =>
      (await get('events', { accept: 'text/event-stream' }, signal)).chunks(),
  };
}

async function within<T>(
  signal: AbortSignal,
  run: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = timeLimit(answerLimitMs, signal);
  try {
    return await run(limit.signal);
  } finally {
    limit.end();
  }
}

/** An answer that is not a problem. */
interface Answer {
  status: number;
  headers: Headers;
  chunks(): AsyncIterable<Uint8Array>;
  read(limitBytes: number): Promise<Buffer<ArrayBuffer>>;
}

function asking(onBytes: (bytes: number) => void, connections?: Connections) {
  return async (url: string, init: RequestInit & { signal: AbortSignal }): Promise<Answer> => {
    const { signal, body } = init;
    if (typeof body === 'string') onBytes(Buffer.byteLength(body));
    const request = { ...init, redirect: 'error' as const };
    const response = connections
      ? await connections.use((dispatcher) => fetch(url, { ...request, dispatcher }))
      : await fetch(url, request);
    const { status, headers } = response;
    const read = (limitBytes: number) => readBody(response, limitBytes, signal, onBytes);
    if (response.ok || status === 304)
      return { status, headers, read, chunks: () => bodyOf(response, signal, onBytes) };
    const { code } = problemOf(status, (await read(problemLimitBytes)).toString('utf8'));
    throw new Refusal(status, code, retryAfterOf(headers));
  };
}
