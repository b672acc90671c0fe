import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, Router } from 'express';

const yearMs = 365 * 24 * 3600 * 1000;
const ours = /^\/(api|station)(\/|$)/;

/** Where the built console lies: in `dist` of the sources, or beside the built server. */
export function consoleFolder(): string {
  const isSource = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(isSource ? '../../dist/web' : '../../web', import.meta.url));
}

/** The console's files; any other page that a browser asks for is the console's to show. */
export function serveConsole(folder: string): Router {
  const router = Router();
  router.use('/assets', preferCompressed(join(folder, 'assets')));
  // The build puts a hash of the content into the names of these.
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: yearMs, fallthrough: true }),
  );
  router.use(
    express.static(folder, { setHeaders: (r) => r.setHeader('cache-control', 'no-cache') }),
  );
  const sendPage: RequestHandler = (request, response, next) => {
    const { method, headers } = request;
    const isPage = ['GET', 'HEAD'].includes(method) && headers.accept?.includes('text/html');
    const file = join(folder, 'index.html');
    if (!isPage || ours.test(request.path) || !existsSync(file)) next();
    else response.sendFile(file, { headers: { 'cache-control': 'no-cache' }, dotfiles: 'allow' });
  };
  router.use(sendPage);
  return router;
}

/** The build has put `.br` and `.gz` beside each script and style; a phone's data costs money. */
function preferCompressed(folder: string): RequestHandler {
  const files = new Set(existsSync(folder) ? readdirSync(folder) : []);
  const endings = { br: '.br', gzip: '.gz' };
  return (request, response, next) => {
    const given = request.acceptsEncodings(['br', 'gzip']);
    const coding = given === 'br' || given === 'gzip' ? given : null;
    const name = coding ? request.path.slice(1) + endings[coding] : '';
    if (coding && files.has(name)) {
      response.type(request.path.slice(request.path.lastIndexOf('.')));
      response.set('Content-Encoding', coding).vary('Accept-Encoding');
      request.url = `/${name}`;
    }
    next();
  };
}
