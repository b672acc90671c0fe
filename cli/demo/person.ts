import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { authRoutes, type Me } from '../../contract/http/auth.ts';
import {
  recordingRoutes,
  type NewRecordingFields,
  type RecordingAnswer,
} from '../../contract/http/recordings.ts';
import { createClient, problemOf, ProblemError, type Client } from '../../contract/client.ts';

/** Somebody who is signed in and works through the HTTP API, as the console does. */
export interface Person {
  me: Me;
  /** Cookie and CSRF token, for calls that the client does not make. */
  headers(): Record<string, string>;
  call: Client['call'];
  /** @throws ProblemError when the server refuses */
  upload(file: string, fields: UploadFields): Promise<RecordingAnswer>;
  /** The bytes behind an address of the API. @throws ProblemError when the server refuses */
  download(url: string, signal: AbortSignal): Promise<Buffer>;
}

export type UploadFields = Partial<NewRecordingFields> & { areaId: string };

/** How somebody gets in: signing in, or the one-time set-up. */
export type Door = (client: Client) => Promise<Me>;

export const signIn =
  (login: string, password: string): Door =>
  (client) =>
    client.call(authRoutes.signIn, { body: { login, password } });

/**
 * Opens the door and keeps the cookie and the CSRF token that come back.
 * @throws ProblemError when the server refuses
 */
export async function enter(origin: string, door: Door): Promise<Person> {
  const headers: Record<string, string> = {};
  const client = createClient({
    origin,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const cookies = response.headers.getSetCookie().map((line) => line.split(';', 1).join());
      if (cookies.length > 0) headers['cookie'] = cookies.join('; ');
      return response;
    },
    headers: () => headers,
  });
  const me = await door(client);
  headers['loa-csrf'] = me.csrf;
  return {
    me,
    headers: () => ({ ...headers }),
    call: (route, args) => client.call(route, args),
    upload: async (file, fields) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields))
        if (value !== undefined && value !== null) form.set(name, String(value));
      form.set('file', await openAsBlob(file), basename(file));
      const { method, path, answer } = recordingRoutes.upload;
      const response = await fetch(origin + path, { method, headers, body: form });
      const text = await response.text();
      if (!response.ok) throw new ProblemError(problemOf(response.status, text));
      if (typeof answer === 'string') throw new TypeError('an upload is answered in JSON');
      return answer.parse(JSON.parse(text));
    },
    download: async (url, signal) => {
      const response = await fetch(url, { headers, signal });
      if (!response.ok) throw new ProblemError(problemOf(response.status, await response.text()));
      return Buffer.from(await response.arrayBuffer());
    },
  };
}
