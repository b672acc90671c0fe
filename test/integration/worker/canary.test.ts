import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { testWorker } from '../../support/test-worker.ts';

const clock = systemClock();

/** Counts who knocks on the loopback. */
async function canary() {
  let knocks = 0;
  const server = createServer((socket) => {
    knocks += 1;
    socket.on('error', () => {});
    socket.end('HTTP/1.1 302 Found\r\nLocation: http://localhost:1/\r\nContent-Length: 0\r\n\r\n');
  });
  server.listen(0);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, knocks: () => knocks };
}

// A name that resolves to the loopback, and the ways to write its addresses.
const hosts = [
  'localhost',
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f.1',
  '0.0.0.0',
  '[::1]',
].concat('[::ffff:127.0.0.1]');

it('no door of a worker leads to an inner address that is not allowed', async () => {
  const bird = await canary();
  const [host = '', ...others] = hosts;
  const speechUrl = `http://${host}:${bird.port}/speak`;
  const world = await testWorker({
    outboundAllow: ['192.0.2.0/24'],
    speech: { engine: 'http', url: speechUrl, token: null },
  });
  const { store, producer, outcomeOf } = world;
  const { sha256: body } = await store.put(Readable.from(['{}']), { limitBytes: 10 });
  const now = Math.floor(clock.now());
  const ids: string[] = [];
  for (const [index, name] of [host, ...others].entries()) {
    const url = `http://${name}:${bird.port}/x`;
    const push = { endpointId: 'e1', url, body, signature: '', notAfter: now + 60_000 };
    const capture = { url, startsAt: now - 5_000, delayMs: 0, durationMs: 60_000 };
    await producer.add({ kind: 'push', workId: `p${index}`, generation: 1, payload: push });
    await producer.add({ kind: 'capture', workId: `c${index}`, generation: 1, payload: capture });
    ids.push(`p${index}`, `c${index}`);
  }
  const speak = { text: 'Xin chào', voice: 'vi', wordsPerMinute: 160 };
  await producer.add({ kind: 'speak', workId: 's1', generation: 1, payload: speak });
  for (const id of [...ids, 's1']) {
    const { result } = await outcomeOf(id);
    expect([id, result]).toMatchObject([id, { ok: false, code: 'outbound_refused' }]);
  }
  expect(bird.knocks()).toBe(0);
}, 60_000);

it('what is allowed is reached, and a redirect from there leads nowhere', async () => {
  const bird = await canary();
  const { store, producer, outcomeOf } = await testWorker({ outboundAllow: ['127.0.0.0/8'] });
  const { sha256: body } = await store.put(Readable.from(['{}']), { limitBytes: 10 });
  const url = `http://127.0.0.1:${bird.port}/x`;
  const notAfter = Math.floor(clock.now()) + 60_000;
  const payload = { endpointId: 'e1', url, body, signature: '', notAfter };
  await producer.add({ kind: 'push', workId: 'p1', generation: 1, payload });
  await expect.poll(() => bird.knocks(), { timeout: 20_000 }).toBeGreaterThan(0);
  const { result } = await outcomeOf('p1');
  expect(result).toMatchObject({ ok: false, code: 'push_answer_bad' });
}, 60_000);
