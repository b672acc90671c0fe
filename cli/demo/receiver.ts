import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '../../contract/client.ts';
import { stationRoutes } from '../../contract/station/exchange.ts';
import type { PushAnswer } from '../../contract/station/push.ts';
import type { Clock } from '../../runtime/clock.ts';
import { checkPush } from './check-push.ts';

/** A plain HTTP server that takes pushes, as a third party would write one. */
export interface Receiver {
  /** Where to push. */
  url: string;
  /** What it last took, or `null`. */
  held(): PushAnswer | null;
  counts(): { taken: number; refused: number };
  close(): Promise<void>;
}

const limitBytes = 4 * 1024 * 1024;

/** Listens on this machine; asks Loa at `origin` for the keys by which it believes a push. */
export async function startReceiver(origin: string, clock: Clock): Promise<Receiver> {
  const loa = createClient({ origin, fetch, headers: () => ({}) });
  let held: PushAnswer | null = null;
  let taken = 0;
  let refused = 0;
  let url = '';

  const take = async (request: IncomingMessage): Promise<{ status: number; body: unknown }> => {
    const body = await readBody(request);
    if (request.method !== 'POST' || body === null) return { status: 400, body: {} };
    const checked = checkPush({
      request: { url, body, signature: request.headers['loa-signature']?.toString() },
      keys: await loa.call(stationRoutes.keys, {}),
      heldSequence: held?.sequence ?? 0,
      clock,
    });
    if (!checked.ok) {
      refused += 1;
      return { status: 403, body: { code: checked.code } };
    }
    taken += 1;
    held = checked.answer;
    return { status: 200, body: held };
  };
  const server = createServer((request, response) => {
    take(request)
      .catch(() => ({ status: 500, body: {} }))
      .then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      })
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}/push`;
  return {
    url,
    held: () => held,
    counts: () => ({ taken, refused }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The whole body as text, or `null` when it is longer than a push can be. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limitBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
