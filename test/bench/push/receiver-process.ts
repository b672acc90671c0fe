// Receivers at addresses of their own, in one process: it answers what a receiver would, and keeps what is needed to
// check every signature when it is asked, so that checking slows neither side.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verify } from '../../../runtime/crypto.ts';

interface Seen {
  url: string;
  header: string;
  body: string;
}

const accepted = new Map<string, number>();
const failedOnce = new Set<string>();
let seen: Seen[] = [];

const server = createServer((request, response) => {
  const url = `http://${request.headers.host ?? ''}${request.url ?? ''}`;
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    // Every hundredth fails once.
    if (/\/(0|\d*00)$/.test(url) && !failedOnce.has(url)) {
      failedOnce.add(url);
      response.writeHead(503).end();
      return;
    }
    const bytes = Buffer.concat(chunks);
    const body = createHash('sha256').update(bytes).digest('base64url');
    seen.push({ url, header: String(request.headers['loa-signature']), body });
    accepted.set(url, (accepted.get(url) ?? 0) + 1);
    const text = bytes.toString('latin1');
    const sequence = Number(/"sequence":(\d+)/.exec(text)?.[1]);
    const holds = new Set([...text.matchAll(/"playlist":"([\w-]{43})"/g)].map(([, hash]) => hash));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ sequence, holds: [...holds] }));
  });
});
server.listen(0, '0.0.0.0', 4096, () => {
  process.send?.((server.address() as AddressInfo).port);
});
process.on('message', (raw) => {
  const { publicKey } = raw as { publicKey: string };
  const bad = seen.filter((one) => !isRight(one, publicKey)).length;
  const counts = [...accepted.values()];
  const duplicates = counts.reduce((sum, count) => sum + count - 1, 0);
  process.send?.({ good: accepted.size, duplicates, bad, refused: failedOnce.size });
  accepted.clear();
  seen = [];
});
process.once('disconnect', () => process.exit(0));

function isRight({ url, header, body }: Seen, publicKey: string): boolean {
  const [, time, signature = ''] = /time=(\d+), signature=([\w-]+)/.exec(header) ?? [];
  return verify(publicKey, ['POST', url, time, body].join('\n'), signature);
}
