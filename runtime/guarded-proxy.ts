import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { AddressGuard } from './address-guard.ts';
import { AppError } from './error.ts';
import { guardedLookup, refusalOf } from './guarded-lookup.ts';

/** A way out for one child process. */
export interface GuardedProxy {
  /** With its credential; to be handed over where other users of the machine cannot read it. */
  url: string;
  /** The last address that was refused, as its message; `null` where none was. */
  refusal(): string | null;
  /** Ends it with all its connections. */
  close(): Promise<void>;
}

const realm = 'Basic realm="loa"';
/** A connection on which nothing moves is given up. */
const idleMs = 30_000;
/** Belong to one connection, not to the request (RFC 9110, 7.6.1). */
const ofConnection = new Set([
  'proxy-authorization',
  'proxy-connection',
  'connection',
  'keep-alive',
]);

/**
 * An HTTP proxy on loopback by which a program that opens addresses of its own accord (a playlist names them,
 * a server redirects to them) reaches public ones alone: each name is resolved here, once, and the connection
 * goes to the address that was checked.
 */
export async function startGuardedProxy(isAllowed: AddressGuard): Promise<GuardedProxy> {
  const secret = randomBytes(24).toString('base64url');
  const expected = Buffer.from(`Basic ${Buffer.from(`loa:${secret}`).toString('base64')}`);
  const sockets = new Set<Duplex>();
  const remember = <S extends Duplex>(socket: S): S => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  let refusal: string | null = null;
  const note = (error: unknown) => {
    if (error instanceof AppError) refusal = error.message;
  };
  const way: Way = { isAllowed, note, remember };
  const isKnown = ({ headers }: IncomingMessage) => {
    const given = Buffer.from(headers['proxy-authorization'] ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
  const server = createServer((incoming, response) => {
    if (isKnown(incoming)) attempt(() => forward(incoming, response, way), response);
    else response.writeHead(407, { 'proxy-authenticate': realm, 'content-length': 0 }).end();
  });
  server.on('connect', (incoming: IncomingMessage, client: Socket) => {
    client.on('error', () => client.destroy());
    if (isKnown(incoming)) attempt(() => tunnel(incoming, client, way), client);
    else refuse(client, `407 Proxy Authentication Required\r\nProxy-Authenticate: ${realm}`);
  });
  server.on('connection', remember);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://loa:${secret}@127.0.0.1:${port}`,
    refusal: () => refusal,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

interface Way {
  isAllowed: AddressGuard;
  /** Hears why something was not reached. */
  note: (error: unknown) => void;
  remember: <S extends Duplex>(socket: S) => S;
}

/** Plain HTTP: the request line names the whole address. */
function forward(incoming: IncomingMessage, response: ServerResponse, way: Way): void {
  const text = incoming.url ?? '';
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'http:' || (incoming.method !== 'GET' && incoming.method !== 'HEAD')) {
    response.writeHead(400, { 'content-length': 0 }).end();
    return;
  }
  const fail = (error: unknown) => {
    way.note(error);
    if (response.headersSent) response.destroy();
    else response.writeHead(error instanceof AppError ? 403 : 502, { 'content-length': 0 }).end();
  };
  const refusal = refusalOf(url.hostname, way.isAllowed);
  if (refusal) {
    fail(refusal);
    return;
  }
  const outgoing = request({
    host: bare(url.hostname),
    port: url.port || 80,
    path: url.pathname + url.search,
    method: incoming.method,
    headers: { ...withoutConnection(incoming.headers), host: url.host, connection: 'close' },
    lookup: guardedLookup(way.isAllowed),
    agent: false,
    timeout: idleMs,
  });
  outgoing.on('socket', way.remember);
  outgoing.on('timeout', () => outgoing.destroy(new Error('nothing comes any more')));
  outgoing.on('error', fail);
  outgoing.on('response', (answer) => {
    answer.on('error', fail);
    const { statusCode = 502, headers } = answer;
    if (!attempt(() => response.writeHead(statusCode, withoutConnection(headers)), response)) {
      outgoing.destroy();
      return;
    }
    // An answer that breaks off must not read as whole.
    answer.on('close', () => {
      if (!answer.complete) response.destroy();
    });
    answer.pipe(response);
  });
  response.on('error', () => outgoing.destroy());
  response.on('close', () => outgoing.destroy());
  outgoing.end();
}

/**
 * Node reads some messages that it does not write: status 099, a trailer without chunks. What is thrown in a
 * listener would end the process, so it ends this one request; says whether all is well.
 */
function attempt(act: () => void, toEnd: { destroy(): unknown }): boolean {
  try {
    act();
    return true;
  } catch {
    toEnd.destroy();
    return false;
  }
}

function withoutConnection(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnection.has(name)));
}

/** `CONNECT host:port`, for TLS from end to end. */
function tunnel(incoming: IncomingMessage, client: Socket, way: Way): void {
  const [, host = '', port] =
    /^(\[[\da-f:.]+\]|[^\s:/@]+):(\d{1,5})$/i.exec(incoming.url ?? '') ?? [];
  if (port === undefined || Number(port) > 65_535) {
    refuse(client, '400 Bad Request');
    return;
  }
  const refusal = refusalOf(host, way.isAllowed);
  if (refusal) {
    way.note(refusal);
    refuse(client, '403 Forbidden');
    return;
  }
  const lookup = guardedLookup(way.isAllowed);
  const target = way.remember(connect({ host: bare(host), port: Number(port), lookup }));
  target.setTimeout(idleMs, () => target.destroy());
  let isOpen = false;
  target.once('connect', () => {
    isOpen = true;
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    target.pipe(client).pipe(target);
  });
  target.on('error', (error) => {
    way.note(error);
    if (isOpen) client.destroy();
    else refuse(client, error instanceof AppError ? '403 Forbidden' : '502 Bad Gateway');
  });
  target.once('close', () => client.destroySoon());
  client.once('close', () => target.destroy());
}

/** An IPv6 address without its brackets. */
function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

function refuse(client: Socket, status: string): void {
  client.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);
}
