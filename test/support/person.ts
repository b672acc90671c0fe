import type { z } from 'zod';
import { createClient, problemOf, ProblemError, type CallArgs } from '../../contract/client.ts';
import { authRoutes, type Me } from '../../contract/http/auth.ts';
import { recording, type RecordingAnswer } from '../../contract/http/recording.ts';
import type { Problem } from '../../contract/problem.ts';
import type { Route } from '../../contract/route.ts';

/** A person before a browser: cookie, CSRF token and the typed client. */
export interface Person {
  /** Who they are, once signed in. */
  readonly me: Me;
  /** @throws ProblemError */
  call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
    route: Route<P, Q, B, A>,
    args: CallArgs<P, Q, B>,
  ): Promise<A extends z.ZodType ? z.output<A> : never>;
  /** Cookie and CSRF token, for a request made by hand. */
  headers(): Record<string, string>;
  /** A request as it is, with the person's cookie and CSRF token. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  signIn(login: string, password: string): Promise<Me>;
  /** @throws ProblemError */
  upload(
    fields: Record<string, string | number>,
    file: { bytes: Uint8Array<ArrayBuffer>; name: string },
  ): Promise<RecordingAnswer>;
}

export function createPerson(origin: () => string): Person {
  let cookie = '';
  let me: Me | undefined;
  const headers = (): Record<string, string> => ({
    ...(cookie ? { cookie } : {}),
    ...(me ? { 'loa-csrf': me.csrf } : {}),
  });
  const keepCookie: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const [given] = response.headers.getSetCookie();
    if (given) cookie = given.slice(0, given.indexOf(';'));
    return response;
  };
  const fetchAs = (path: string, init: RequestInit = {}) =>
    fetch(origin() + path, {
      ...init,
      headers: { ...headers(), ...(init.headers as Record<string, string> | undefined) },
    });
  return {
    get me() {
      if (!me) throw new Error('not signed in');
      return me;
    },
    call: (route, args) =>
      createClient({ origin: origin(), fetch: keepCookie, headers }).call(route, args),
    headers,
    fetch: fetchAs,
    signIn: async (login, password) => {
      const client = createClient({ origin: origin(), fetch: keepCookie, headers: () => ({}) });
      me = await client.call(authRoutes.signIn, { body: { login, password } });
      return me;
    },
    upload: async (fields, { bytes, name }) => {
      const form = new FormData();
      for (const [field, value] of Object.entries(fields)) form.set(field, String(value));
      form.set('file', new Blob([bytes]), name);
      const response = await fetchAs('/api/v1/recordings', { method: 'POST', body: form });
      const text = await response.text();
      if (!response.ok) throw new ProblemError(problemOf(response.status, text));
      return recording.parse(JSON.parse(text));
    },
  };
}

/** The problem that a call is refused with; it fails where the call does not. */
export async function refusal(call: Promise<unknown>): Promise<Problem> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('the call was not refused');
}
