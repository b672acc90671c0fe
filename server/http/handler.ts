import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Route } from '../../contract/route.ts';
import type { JsonBytes } from './json-bytes.ts';
import type { Principal } from './principal.ts';

type Schema = z.ZodType;

/** One parsed request. */
export interface Call<P extends Schema, Q extends Schema, B extends Schema, Who = Principal> {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  principal: Who;
  request: Request;
  response: Response;
  requestId: string;
}

/** A contract route with its handler, ready to be mounted by `bindRoutes`. */
export interface BoundRoute {
  route: Route;
  /** Gets what the route's schemas made of the request. */
  run(call: Call<Schema, Schema, Schema, Principal | null>): Promise<unknown>;
}

/**
 * Binds a route to its handler. What it gives back is sent as JSON; a route that answers with bytes
 * writes them to `response` itself.
 */
export function handle<P extends Schema, Q extends Schema, B extends Schema, A extends Schema>(
  route: Route<P, Q, B, A>,
  run: (call: Call<P, Q, B>) => Promise<z.input<A> | JsonBytes>,
): BoundRoute {
  if (route.access === 'public') throw new TypeError(`${route.path} has no principal`);
  return { route, run };
}

/** As {@link handle}, for the few routes that anybody may call. */
export function handlePublic<
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  A extends Schema,
>(
  route: Route<P, Q, B, A>,
  run: (call: Call<P, Q, B, Principal | null>) => Promise<z.input<A>>,
): BoundRoute {
  if (route.access !== 'public') throw new TypeError(`${route.path} is not public`);
  return { route, run };
}

/** As {@link handlePublic}, for a `multipart` route: the handler reads the body itself. */
export function handlePublicUpload<
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  A extends Schema,
>(
  route: Route<P, Q, B, A>,
  run: (call: Omit<Call<P, Q, B, Principal | null>, 'body'>) => Promise<z.input<A>>,
): BoundRoute {
  return handlePublic(route, run);
}

/** As {@link handle}, for a `multipart` route: the handler reads the body itself. */
export function handleUpload<
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  A extends Schema,
>(
  route: Route<P, Q, B, A>,
  run: (call: Omit<Call<P, Q, B>, 'body'>) => Promise<z.input<A>>,
): BoundRoute {
  return handle(route, run);
}
