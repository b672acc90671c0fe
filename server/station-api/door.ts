import type { IncomingMessage, ServerResponse } from 'node:http';
import { sha256 as sha256Shape } from '../../contract/scalar.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Logger } from '../../runtime/log.ts';
import type { AnswerCount } from '../http/answer-count.ts';
import { toProblem } from '../http/problem.ts';
import { requestIdHeader } from '../http/request-id.ts';
import type { Cost } from '../../core/pressure/shedding.ts';
import { authenticate, authenticateKnown } from './credentials.ts';
import type { EndpointCache, KnownEndpoint } from './endpoint-cache.ts';
import type { EndpointEvents } from './events.ts';
import type { Presence } from './presence.ts';
import type { Pressure } from './pressure.ts';
import type { Quarantine } from './quarantine.ts';
import { serveMedia, type MediaDeps } from './serve-media.ts';

/** Answers what endpoints ask for; hands on the rest, and what of theirs is JSON, when it is let in. */
export type StationDoor = (
  request: IncomingMessage,
  response: ServerResponse,
  handOn: () => void,
) => void;

export interface DoorDeps extends MediaDeps {
  cache: EndpointCache;
  events: EndpointEvents;
  presence: Presence;
  pressure: Pressure;
  quarantine: Quarantine;
  answers: AnswerCount;
  clock: Clock;
  log: Logger;
}

/** What an answer without a body comes to, about. */
const pollBytes = 200;
const prefix = '/station/';
const headPath = '/station/v1/head';
const soundsPath = '/station/v1/sounds/';
const eventsPath = '/station/v1/events';
const bytesPath = /^\/station\/v1\/(objects|media)\/([^/?]+)$/;
/** Endpoints say who they are before their body is read. */
const recordPaths = ['/station/v1/status', '/station/v1/plays'];

/** What to do for an endpoint that is let in. */
interface Errand {
  cost: Cost;
  serve: (endpoint: KnownEndpoint) => unknown;
}

/**
 * What endpoints ask for by the thousand, before Express and its parsers: a poll that finds nothing new
 * is answered from memory. Whoever asks too much, or when all ask at once, is told to come again later.
 */
export function createStationDoor(deps: DoorDeps): StationDoor {
  const { cache, presence, pressure, quarantine, answers } = deps;
  return (request, response, handOn) => {
    const { method, url = '', headers } = request;
    if (!url.startsWith(prefix)) {
      handOn();
      return;
    }
    if (quarantine.turnsAway(request, response)) {
      answers.add(response.statusCode);
      return;
    }
    if (url === headPath && method === 'GET') {
      const endpoint = authenticateKnown(cache, headers.authorization);
      if (endpoint?.head) {
        presence.seen(endpoint.id);
        const isNews = serveHead(endpoint, request, response);
        answers.add(response.statusCode);
        presence.served(endpoint.id, pollBytes + (isNews ? endpoint.head.bytes.length : 0));
        return;
      }
    }
    const errand = errandOf(deps, { request, response, handOn });
    if (errand) {
      // What is handed on counts itself; if it is refused, that is counted there.
      const isOurs = errand.serve !== handOn;
      if (isOurs) answers.watch(response);
      run(deps, errand, request, response).catch((error: unknown) => {
        refuse(deps, error, response);
        if (!isOurs) answers.add(response.statusCode);
      });
      return;
    }
    try {
      pressure.admit(url.startsWith(soundsPath) ? 'bytes' : 'lookup', response);
    } catch (error) {
      refuse(deps, error, response);
      answers.add(response.statusCode);
      return;
    }
    handOn();
  };
}

async function run(
  { cache, presence, pressure }: DoorDeps,
  { cost, serve }: Errand,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  pressure.admit(cost, response);
  const endpoint = await authenticate(cache, request.headers.authorization);
  presence.seen(endpoint.id);
  if (cost !== 'memory') pressure.count(endpoint.id);
  if (response.destroyed) return;
  const { socket } = response;
  const before = socket?.bytesWritten ?? 0;
  try {
    await serve(endpoint);
  } finally {
    presence.served(endpoint.id, Math.max(0, (socket?.bytesWritten ?? before) - before));
  }
}

/** `null` for what anybody may ask, or nobody. */
function errandOf(
  deps: DoorDeps,
  {
    request,
    response,
    handOn,
  }: { request: IncomingMessage; response: ServerResponse; handOn: () => void },
): Errand | null {
  const { method, url = '' } = request;
  if (method === 'POST' && recordPaths.includes(url)) return { cost: 'record', serve: handOn };
  if (method !== 'GET') return null;
  if (url === headPath)
    return { cost: 'lookup', serve: (endpoint) => serveHead(endpoint, request, response) };
  if (url === eventsPath)
    return {
      // It stays open for days, and the streams count themselves.
      cost: 'memory',
      serve: ({ id, head }) => deps.events.open(id, response, head?.sequence ?? null),
    };
  const [, kind, hash = ''] = bytesPath.exec(url) ?? [];
  if (!kind) return null;
  if (!sha256Shape.safeParse(hash).success)
    return {
      cost: 'memory',
      serve: () => {
        throw new AppError('object_not_found', 'that is not the name of an object');
      },
    };
  return kind === 'media'
    ? {
        cost: 'bytes',
        serve: (endpoint) => serveMedia(deps, endpoint, hash, { request, response }),
      }
    : { cost: 'lookup', serve: () => serveObject(deps, hash, response) };
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
  response.setHeader(requestIdHeader, requestId);
  response.writeHead(problem.status, problem.headers).end(JSON.stringify(problem.body));
}
