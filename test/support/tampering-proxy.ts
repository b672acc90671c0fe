import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterTest } from './after-test.ts';

/** What of the station protocol has one bit turned over on its way. */
export type Tampering = 'nothing' | 'head' | 'playlist' | 'media';

export interface TamperingProxy {
  origin: string;
  tamper(what: Tampering): void;
  /** How many answers were changed. */
  changed(): number;
}

/** Somebody between agent and server, for one test. */
export async function startTamperingProxy(target: string): Promise<TamperingProxy> {
  let what: Tampering = 'nothing';
  let changed = 0;
  const relay = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method, headers, url = '/' } = incoming;
    const onward = request(new URL(url, target), { method, headers }, (answer) => {
      if (answer.statusCode !== 200 || !mayHold(url, what)) {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        return;
      }
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const body = Buffer.concat(chunks);
        if (what !== 'playlist' || body.includes('"entries"')) {
          const middle = Math.floor(body.length / 2);
          body.writeUInt8((body[middle] ?? 0) ^ 1, middle);
          changed += 1;
        }
        outgoing.writeHead(200, answer.headers);
        outgoing.end(body);
      });
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  };
  const server = createServer(relay);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  afterTest(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tamper: (next) => {
      what = next;
    },
    changed: () => changed,
  };
}

function mayHold(url: string, what: Tampering): boolean {
  switch (what) {
    case 'nothing':
      return false;
    case 'head':
      return url.startsWith('/station/v1/head');
    case 'playlist':
      return url.startsWith('/station/v1/objects/');
    case 'media':
      return url.startsWith('/station/v1/media/');
  }
}
