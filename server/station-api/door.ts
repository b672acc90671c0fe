import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Kysely } from 'kysely';
import { sha256 as sha256Shape } from '../../contract/scalar.ts';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Logger } from '../../runtime/log.ts';
import { toProblem } from '../http/problem.ts';
import type { Database } from '../store/schema.ts';
import { authenticate, authenticateKnown } from './credentials.ts';
import type { EndpointCache, KnownEndpoint } from './endpoint-cache.ts';
import type { EndpointEvents } from './events.ts';
import type { Presence } from './presence.ts';
import { serveMedia } from './serve-media.ts';

/** Answers a request of an endpoint for bytes; says whether it was one. */
export type StationDoor = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface DoorDeps {
  db: Kysely<Database>;
  cache: EndpointCache;
  events: EndpointEvents;
  presence: Presence;
  store: MediaStore;
  clock: Clock;
  log: Logger;
}

/** What an answer without a body comes to, about. */
const pollBytes = 200;
const headPath = '/station/v1/head';
const eventsPath = '/station/v1/events';
const bytesPath = /^\/station\/v1\/(objects|media)\/([^/?]+)$/;

type Serve = (endpoint: KnownEndpoint) => unknown;

/**
 * What endpoints ask for by the thousand, before Express and its parsers: a poll that finds nothing new
 * is answered from memory.
 */
export function createStationDoor(deps: DoorDeps): StationDoor {
  const { cache, presence } = deps;
  return (request, response) => {
    const { method, url = '', headers } = request;
    if (method !== 'GET' || !url.startsWith('/station/')) return false;
    if (url === headPath) {
      const endpoint = authenticateKnown(cache, headers.authorization);
      if (endpoint?.head) {
        presence.seen(endpoint.id);
        const isNews = serveHead(endpoint, request, response);
        presence.served(endpoint.id, pollBytes + (isNews ? endpoint.head.bytes.length : 0));
        return true;
      }
    }
    const serve = serveOf(deps, url, request, response);
    if (!serve) return false;
    admit(deps, serve, request, response).catch((error: unknown) => {
      refuse(deps, error, response);
    });
    return true;
  };
}

async function admit(
  { cache, presence }: DoorDeps,
  serve: Serve,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const endpoint = await authenticate(cache, request.headers.authorization);
  presence.seen(endpoint.id);
  if (response.destroyed) return;
  const { socket } = response;
  const before = socket?.bytesWritten ?? 0;
  try {
    await serve(endpoint);
  } finally {
    presence.served(endpoint.id, Math.max(0, (socket?.bytesWritten ?? before) - before));
  }
}

function serveOf(
  deps: DoorDeps,
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
): Serve | null {
  if (url === headPath) return (endpoint) => serveHead(endpoint, request, response);
  if (url === eventsPath)
    return ({ id, head }) => deps.events.open(id, response, head?.sequence ?? null);
  const [, kind, hash = ''] = bytesPath.exec(url) ?? [];
  if (!kind) return null;
  if (!sha256Shape.safeParse(hash).success)
    return () => {
      throw new AppError('object_not_found', 'that is not the name of an object');
    };
  return kind === 'media'
    ? (endpoint) => serveMedia(deps, endpoint, hash, { request, response })
    : () => serveObject(deps, hash, response);
}

/** Says whether it was news. */
function serveHead(
  { head }: KnownEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (!head) throw new AppError('head_missing', 'there is no head for this endpoint yet');
  if (request.headers['if-none-match'] === head.etag) {
    response.writeHead(304, { etag: head.etag });
    response.end();
    return false;
  }
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': head.bytes.length,
    'cache-control': 'no-cache',
    etag: head.etag,
  });
  response.end(head.bytes);
  return true;
}

async function serveObject(
  { db }: DoorDeps,
  sha256: string,
  response: ServerResponse,
): Promise<void> {
  const object = await db
    .selectFrom('object')
    .select('bytes')
    .where('sha256', '=', sha256)
    // Rulings are for us alone.
    .where('kind', 'in', ['playlist', 'settings', 'keys'])
    .executeTakeFirst();
  if (!object) throw new AppError('object_not_found', 'there is no such object');
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': object.bytes.length,
    'cache-control': 'private, max-age=31536000, immutable',
    etag: `"${sha256}"`,
  });
  response.end(object.bytes);
}

function refuse({ clock, log }: DoorDeps, error: unknown, response: ServerResponse): void {
  if (response.headersSent) {
    // The endpoint went away, or the file did: it sees that bytes are missing.
    response.destroy();
    return;
  }
  const requestId = newId(clock);
  const problem = toProblem(error, requestId);
  if (problem.status >= 500) log.error({ err: error, requestId }, 'an endpoint was not served');
  response.writeHead(problem.status, problem.headers).end(JSON.stringify(problem.body));
}
