import express, { type Express, type Request, type Router } from 'express';
import { buildOpenApi } from '../contract/openapi.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Logger } from '../runtime/log.ts';
import { answerProblems, refuseUnknownRoute } from './http/answer-problems.ts';
import { apiPage } from './http/api-page.ts';
import { bindRoutes } from './http/bind.ts';
import { cachedBytes } from './http/cached-bytes.ts';
import { serveConsole } from './http/console.ts';
import type { BoundRoute } from './http/handler.ts';
import { answerAlive, answerReady, type ReadyChecks } from './http/health.ts';
import { logRequests } from './http/log-requests.ts';
import type { Metrics } from './http/metrics.ts';
import type { Principal } from './http/principal.ts';
import { createJsonReader } from './http/read-json.ts';
import { nameRequests } from './http/request-id.ts';
import { securityHeaders } from './http/security-headers.ts';

export interface AppParts {
  /** Contract routes with their handlers. */
  routes: readonly BoundRoute[];
  /** What does not fit a contract route: bytes, server-sent events. */
  routers: readonly Router[];
  authenticate: (request: Request) => Promise<Principal | null>;
  readyChecks: ReadyChecks;
  metrics: Metrics;
  /** Folder of the built console. */
  consoleFolder: string;
  /** Proxies whose `X-Forwarded-*` counts. */
  trustProxy: readonly string[];
  isHttps: boolean;
  checkAnswers: boolean;
  clock: Clock;
  log: Logger;
}

const jsonLimitBytes = 1024 * 1024;

/** Everything that the server answers over HTTP. */
export function createApp(parts: AppParts): Express {
  const { authenticate, checkAnswers, clock, log, metrics } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', [...parts.trustProxy]);
  app.use(nameRequests(clock), metrics.count, logRequests(log, clock));
  app.use(securityHeaders({ isHttps: parts.isHttps }));

  app.get('/healthz', answerAlive);
  app.get('/readyz', answerReady(parts.readyChecks, clock));
  app.get('/metrics', metrics.show);
  app.get(
    '/api/v1/openapi.json',
    cachedBytes('application/json', () => apiJson()),
  );
  app.get(
    '/api/docs',
    cachedBytes('text/html; charset=utf-8', () => apiPage(buildOpenApi())),
  );

  // What belongs to a person is not for the caches on the way.
  app.use('/api', (_request, response, next) => {
    // Consoles tell the time by it: it is the clock by which things air.
    response.set('date', new Date(clock.now()).toUTCString());
    response.set('cache-control', 'private, no-store');
    next();
  });
  bindRoutes(app, parts.routes, {
    authenticate,
    checkAnswers,
    readJson: createJsonReader(jsonLimitBytes),
  });
  for (const router of parts.routers) app.use(router);

  app.use(serveConsole(parts.consoleFolder));
  app.use(refuseUnknownRoute);
  app.use(answerProblems(log));
  return app;
}

function apiJson(): string {
  return JSON.stringify(buildOpenApi());
}
