import type { z } from 'zod';
import { errorCodes } from '../core/error-codes.ts';
import type { Problem } from './problem.ts';
import type { Route } from './route.ts';

type Input<S> = S extends z.ZodType ? z.input<S> : never;
type Output<S> = S extends z.ZodType ? z.output<S> : never;
type Has<Key extends string, S> =
  unknown extends z.input<S & z.ZodType>
    ? { [K in Key]?: undefined }
    : object extends Input<S>
      ? { [K in Key]?: Input<S> }
      : { [K in Key]: Input<S> };

/** What a call takes, from the route's schemas. */
export type CallArgs<P, Q, B> = Has<'params', P> &
  Has<'query', Q> &
  Has<'body', B> & { signal?: AbortSignal };

/** A refusal that the server explained. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(given: Problem) {
    super(`${given.code}: ${given.detail}`);
    this.problem = given;
  }
}

export interface ClientOptions {
  /** Origin without a slash at the end; empty for the page's own. */
  origin: string;
  fetch: typeof fetch;
  /** Headers of every call: cookie, CSRF, authorization. */
  headers: () => Record<string, string>;
}

export type Client = ReturnType<typeof createClient>;

/**
 * The one typed HTTP client.
 * @throws ProblemError when the server refuses; TypeError when it cannot be reached
 */
export function createClient(options: ClientOptions) {
  return {
    async call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
      route: Route<P, Q, B, A>,
      args: CallArgs<P, Q, B>,
    ): Promise<Output<A>> {
      const given = args as { params?: unknown; query?: unknown; body?: unknown };
      const response = await options.fetch(options.origin + urlOf(route, given), {
        method: route.method,
        headers: {
          accept: 'application/json',
          ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...options.headers(),
        },
        ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
        ...(args.signal ? { signal: args.signal } : {}),
      });
      const text = await response.text();
      if (!response.ok) throw new ProblemError(problemOf(response.status, text));
      const answer = text === '' ? null : (JSON.parse(text) as unknown);
      return (typeof route.answer === 'string' ? answer : route.answer.parse(answer)) as Output<A>;
    },
  };
}

/** Path and query of a call. */
export function urlOf(
  route: Pick<Route, 'path'>,
  { params, query }: { params?: unknown; query?: unknown },
): string {
  const names = (params ?? {}) as Record<string, unknown>;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(names[name])),
  );
  const search = new URLSearchParams();
  const given = (query ?? {}) as Record<string, string | number | boolean | null | undefined>;
  for (const [name, value] of Object.entries(given))
    if (value !== undefined && value !== null) search.set(name, String(value));
  return search.size > 0 ? `${path}?${search.toString()}` : path;
}

/** Reads a problem; anything else that answers with an error becomes `internal`. */
export function problemOf(status: number, text: string): Problem {
  const given = readJson(text);
  if (isProblem(given)) return given;
  const detail = `The server answered ${status} without an explanation.`;
  return { type: 'about:blank', title: 'Error', status, code: 'internal', detail };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** By what a caller cannot do without: the whole schema is more than the first page of the console should carry. */
function isProblem(value: unknown): value is Problem {
  const { code, status, detail } = (value ?? {}) as Partial<Record<keyof Problem, unknown>>;
  const isKnown = typeof code === 'string' && code in errorCodes;
  return isKnown && typeof status === 'number' && typeof detail === 'string';
}
