import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { generateSigningKey, loadSigner, signPush, verifyPush } from '../../../runtime/crypto.ts';
import { testWorker } from '../../support/test-worker.ts';

const clock = systemClock();
const key = generateSigningKey();
const holds = { sequence: 7, holds: ['A'.repeat(43)] };

type Answer = (request: IncomingMessage, body: Buffer) => { status: number; body: unknown };

async function receiver(answer: Answer): Promise<string> {
  const server = createServer((req, res) => {
    void buffer(req).then((received) => {
      const { status, body } = answer(req, received);
      res.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/push?box=1`;
}

async function setUp() {
  const world = await testWorker();
  const body = '{"head":{},"playlists":[]}';
  const { sha256 } = await world.store.put(Readable.from([body]), { limitBytes: 1e3 });
  const push = async (url: string, more: { body?: string; notAfter?: number } = {}) => {
    const signature = signPush({ method: 'POST', url, body }, loadSigner(key.privatePem), clock);
    const notAfter = Math.floor(clock.now()) + 60_000;
    const payload = { endpointId: 'e1', url, body: sha256, signature, notAfter, ...more };
    await world.producer.add({ kind: 'push', workId: 'w1', generation: 1, payload });
    return (await world.outcomeOf('w1')).result;
  };
  return { ...world, push };
}

describe('push job', () => {
  it('delivers the stored bytes under a signature that the receiver can check', async () => {
    const { push } = await setUp();
    const checks: unknown[] = [];
    const url = await receiver(({ headers, method = '', url: path }, body) => {
      const own = { method, url: `http://${headers.host}${path}`, body };
      const header = String(headers['loa-signature']);
      checks.push(verifyPush(own, header, () => key.publicKey, clock).ok);
      return { status: 200, body: holds };
    });
    expect(await push(url)).toEqual({ ok: true, value: holds });
    expect(checks).toEqual([true]);
  });

  it('tries again until the receiver has it', async () => {
    const { push } = await setUp();
    const answers = [
      { status: 503, body: 'busy' },
      { status: 200, body: 'no JSON' },
      { status: 200, body: holds },
    ];
    const url = await receiver(() => answers.shift() ?? { status: 500, body: '' });
    expect(await push(url)).toEqual({ ok: true, value: holds });
  });

  it('does not knock after its time, at inner addresses or without its bytes', async () => {
    let calls = 0;
    const url = await receiver(() => {
      calls += 1;
      return { status: 200, body: holds };
    });
    const late = await (await setUp()).push(url, { notAfter: Math.floor(clock.now()) });
    expect(late).toMatchObject({ ok: false, code: 'push_expired' });
    const inner = await (await setUp()).push('http://10.0.0.1/push');
    expect(inner).toMatchObject({ ok: false, code: 'outbound_refused' });
    const empty = await (await setUp()).push(url, { body: 'B'.repeat(43) });
    expect(empty).toMatchObject({ ok: false, code: 'object_not_found' });
    expect(calls).toBe(0);
  });
});
