import type { z } from 'zod';
import type { Action } from '../core/access/roles.ts';
import type { ErrorCode } from '../core/error-codes.ts';

type Schema = z.ZodType;

/** One HTTP exchange as a value: router, client, OpenAPI and generated tests all read it. */
export interface Route<
  Params extends Schema = Schema,
  Query extends Schema = Schema,
  Body extends Schema = Schema,
  Answer extends Schema = Schema,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the origin, with `:name` for parameters. */
  path: `/${string}`;
  summary: string;
  /** `public`, any signed-in person, or an action; the service checks the action in its area. */
  access: 'public' | 'signed-in' | Action;
  params?: Params;
  query?: Query;
  body?: Body;
  /** `json` unless said; `multipart` carries one file and the body's fields as text. */
  bodyType?: 'json' | 'multipart';
  /** The JSON answer, or the media type of a body that is not JSON. */
  answer: Answer | `${string}/${string}`;
  /** 200 unless said. */
  status?: 200 | 201 | 202 | 204;
  /** Codes that a caller should be ready for, besides those of every route. */
  errors?: readonly ErrorCode[];
}

/** Keeps the schemas' types: `const list = route({ … })`. */
export function route<
  Params extends Schema,
  Query extends Schema,
  Body extends Schema,
  Answer extends Schema,
>(value: Route<Params, Query, Body, Answer>): Route<Params, Query, Body, Answer> {
  return value;
}
