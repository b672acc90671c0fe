import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../../runtime/log.ts';
import { pageHtml, pageStyle, type PageState } from './page-html.ts';
import type { Language } from './page-texts.ts';

export interface PageDeps {
  port: number;
  /** Made anew for each process: only its own pages know it. */
  token: string;
  state: () => Promise<PageState>;
  setVolume: (percent: number) => Promise<void>;
  stop: () => void;
  log: Logger;
}

export interface LocalPage {
  port: number;
  close(): Promise<void>;
}

const bodyLimit = 1000;
const styleHash = createHash('sha256').update(pageStyle).digest('base64');
const headers = {
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'x-content-type-options': 'nosniff',
  // Without a referrer a form's origin would be hidden too.
  'referrer-policy': 'same-origin',
};

/** Serves the page on the loopback alone. Names that only resolve to it, and forms of other sites, are refused. */
export async function startPage(deps: PageDeps): Promise<LocalPage> {
  const server = createServer((request, response) => {
    answer(deps, portOf(server), { request, response }).catch((err: unknown) => {
      deps.log.error({ err }, 'local page failed');
      if (!response.headersSent) refuse(response, 500);
      else response.destroy();
    });
  });
  server.requestTimeout = 10_000;
  server.listen(deps.port, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  deps.log.info({ port }, 'local page open');
  return {
    port,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

async function answer(deps: PageDeps, port: number, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  const isOwn = own.includes(host ?? '') && (origin === undefined || origin === `http://${host}`);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (!isOwn) refuse(response, 403);
  else if (request.method === 'GET' && url.pathname === '/') {
    const html = pageHtml(await deps.state(), languageOf(url.searchParams), deps.token);
    response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' }).end(html);
  } else if (request.method === 'POST') await act(deps, url.pathname, exchange);
  else refuse(response, 404);
}

async function act(deps: PageDeps, path: string, { request, response }: Exchange): Promise<void> {
  const form = new URLSearchParams(await readBody(request));
  if (!isToken(form.get('token') ?? '', deps.token)) {
    refuse(response, 403);
    return;
  }
  const percent = /^\d{1,3}$/.test(form.get('percent') ?? '') ? Number(form.get('percent')) : NaN;
  if (path === '/stop') deps.stop();
  else if (path === '/volume' && percent <= 100) await deps.setVolume(percent);
  else {
    refuse(response, path === '/volume' ? 400 : 404);
    return;
  }
  response.writeHead(303, { ...headers, location: `/?lang=${languageOf(form)}` }).end();
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bodyLimit) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function languageOf(params: URLSearchParams): Language {
  return params.get('lang') === 'en' ? 'en' : 'vi';
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...headers, connection: 'close' }).end();
}
