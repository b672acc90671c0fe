import type { NextFunction, Request, Response, Router } from 'express';
import type { z } from 'zod';
import type { Route } from '../../contract/route.ts';
import { isAllowedSomewhere } from '../../core/access/roles.ts';
import { constantTimeEqual } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import type { BoundRoute } from './handler.ts';
import { JsonBytes } from './json-bytes.ts';
import { parseInput } from './parse-input.ts';
import type { Principal } from './principal.ts';
import type { ReadJson } from './read-json.ts';
import { requestIdOf } from './request-id.ts';
import { sendJson } from './send-json.ts';

export interface BindDeps {
  /** Who a request is from, by its cookie or key. */
  authenticate: (request: Request) => Promise<Principal | null>;
  readJson: ReadJson;
  /** Whether answers are held against the contract before they are sent. */
  checkAnswers: boolean;
}

/** Mounts contract routes: access, parsing and answer in one way for all. */
export function bindRoutes(router: Router, routes: readonly BoundRoute[], deps: BindDeps): void {
  for (const bound of routes) {
    const method = bound.route.method.toLowerCase() as Lowercase<Route['method']>;
    router[method](bound.route.path, (request, response, next: NextFunction) => {
      run(bound, request, response, deps).catch(next);
    });
  }
}

async function run(
  bound: BoundRoute,
  request: Request,
  response: Response,
  deps: BindDeps,
): Promise<void> {
  const { route } = bound;
  const principal = await deps.authenticate(request);
  checkAccess(route, principal, request);
  const isJson = route.body !== undefined && route.bodyType !== 'multipart';
  const answer = await bound.run({
    params: parseInput(route.params, request.params, 'query_invalid'),
    query: parseInput(route.query, request.query, 'query_invalid'),
    body: isJson
      ? parseInput(route.body, await deps.readJson(request, response), 'body_invalid')
      : undefined,
    principal,
    request,
    response,
    requestId: requestIdOf(response),
  });
  if (typeof route.answer === 'string') return;
  const isSpelt = answer instanceof JsonBytes;
  if (deps.checkAnswers) checkAnswer(route, route.answer, isSpelt ? readJsonBytes(answer) : answer);
  response.status(route.status ?? 200);
  if (route.status === 204) response.end();
  else await sendJson(request, response, isSpelt ? answer : new JsonBytes(jsonBytes(answer)));
}

/**
 * Whether a person may call a route at all; the service looks into areas.
 * @throws AppError `not_signed_in`, `not_allowed`, `csrf_missing`
 */
export function checkAccess(
  { access, method }: Pick<Route, 'access' | 'method'>,
  principal: Principal | null,
  request: Request,
): void {
  if (access === 'public') return;
  if (!principal) throw new AppError('not_signed_in', 'sign in first');
  if (access !== 'signed-in' && !isAllowedSomewhere(principal.grants, access)) {
    throw new AppError('not_allowed', `this needs a role that allows ${access}`);
  }
  if (method === 'GET' || principal.csrf === null) return;
  const csrf = request.get('loa-csrf') ?? '';
  if (!constantTimeEqual(csrf, principal.csrf)) {
    throw new AppError('csrf_missing', 'send the header Loa-Csrf with the value from /api/v1/me');
  }
}

function jsonBytes(answer: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(answer));
}

function readJsonBytes({ bytes }: JsonBytes): unknown {
  return JSON.parse(Buffer.from(bytes).toString()) as unknown;
}

/** A field that the contract does not name counts as a fault: it may be one that nobody should see. */
function checkAnswer(route: Route, schema: z.ZodType, answer: unknown): void {
  const result = schema.safeParse(answer);
  const name = `${route.method} ${route.path}`;
  if (!result.success) {
    throw new AppError('internal', `the answer of ${name} breaks the contract`, {
      cause: result.error,
    });
  }
  if (JSON.stringify(result.data).length !== JSON.stringify(answer).length) {
    throw new AppError('internal', `the answer of ${name} has fields beside the contract`);
  }
}
