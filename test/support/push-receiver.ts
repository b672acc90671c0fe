import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import { pushBody, type PushBody } from '../../contract/station/push.ts';
import { systemClock } from '../../runtime/clock.ts';
import { sha256, verifyPush, type PushCheck } from '../../runtime/crypto.ts';

/** A plain HTTP server that is pushed to. */
export interface PushReceiver {
  url: string;
  /** What came, with the check of its signature. */
  pushes: { body: PushBody; check: PushCheck }[];
  /** Public key of the server that it trusts. */
  publicKey: string;
  /** What it does with the next pushes. */
  mood: 'holds' | 'fails' | 'forgets';
}

/** Starts a receiver on the loopback; it ends with the tests of the file. */
export async function pushReceiver(): Promise<PushReceiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const header = request.headers['loa-signature'];
      const check = verifyPush(
        { method: 'POST', url: receiver.url, body: bytes },
        typeof header === 'string' ? header : undefined,
        () => receiver.publicKey,
        systemClock(),
      );
      const body = pushBody.parse(JSON.parse(bytes.toString()));
      receiver.pushes.push({ body, check });
      if (receiver.mood === 'fails') {
        response.writeHead(503).end();
        return;
      }
      const holds = receiver.mood === 'holds' ? body.playlists.map((text) => sha256(text)) : [];
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ sequence: body.head.sequence, holds }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const receiver: PushReceiver = {
    url: `http://127.0.0.1:${port}/push`,
    pushes: [],
    publicKey: '',
    mood: 'holds',
  };
  return receiver;
}
